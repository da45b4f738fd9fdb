package io.botfunnel.starter.soak;

import io.botfunnel.tracking.outbox.Books;

/** The books of the three queues of a bot at one moment. */
record Standing(Books outbox, Books inbox, Books conversions) {
  boolean balanced() {
    return outbox.balanced() && inbox.balanced() && conversions.balanced();
  }
}
