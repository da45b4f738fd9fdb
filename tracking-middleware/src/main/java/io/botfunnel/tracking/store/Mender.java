package io.botfunnel.tracking.store;

import java.sql.SQLException;

/** Lets a refused entry wait again, or erases one that never is to be sent. */
interface Mender {
  /** What came of it. */
  enum Outcome {
    CHANGED,
    /** It is on its way right now. */
    BUSY,
    /** It is in no state in which that can be done. */
    NOT_MEANT
  }

  /** Lets it wait again: its place in the lane is its old one. */
  Outcome sendAgain(Transaction tx, Row row) throws SQLException;

  /** Erases what it says: it is never sent, and its key stays known. */
  Outcome erase(Transaction tx, Row row) throws SQLException;
}
