package io.botfunnel.tracking.store;

/** What is counted: entries of a topic in a state, or all that were ever accepted. */
record Tally(String topic, String counted) {
  static final String ACCEPTED = "accepted";
}
