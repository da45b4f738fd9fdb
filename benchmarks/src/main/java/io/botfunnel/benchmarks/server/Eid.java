package io.botfunnel.benchmarks.server;

/** Finds the eid in the body of an event. */
final class Eid {
  private static final String FIELD = "\"eid\":\"";

  private Eid() {}

  static String in(String request) {
    int start = request.indexOf(FIELD) + FIELD.length();
    return request.substring(start, request.indexOf('"', start));
  }
}
