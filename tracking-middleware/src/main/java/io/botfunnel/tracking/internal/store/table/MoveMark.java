package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mark that a move leaves in both outboxes. It keeps bots from running on an outbox that is
 * only partly copied, or that continues elsewhere.
 *
 * @param move the id of the move, equal in both outboxes
 * @param part the role of this outbox in the move
 * @param otherOutbox the other outbox, without possible secrets
 */
public record MoveMark(String move, Part part, String otherOutbox) {
  private static final Logger log = LoggerFactory.getLogger(MoveMark.class);

  /** The length of the column in our schema. */
  private static final int LONGEST_URL = 1_000;

  /** The role of an outbox in a move. */
  public enum Part {
    /** It is being copied to another outbox. A bot that starts on it cancels the move. */
    LEAVING(""),
    /** All of it was moved to another outbox. */
    GONE(
        "The outbox %s was moved to %s, where it goes on. Set tracking.outbox.url to that place; to move it"
            + " back, move it to a new place"),
    /** Another outbox is being copied to it. */
    ARRIVING(
        "The outbox %s is only in part there, for its move from %s has not ended. Repeat the command outbox"
            + " move until it says that all was moved; or go on with the other one and remove this one");

    private final String refusal;

    Part(String refusal) {
      this.refusal = refusal;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Part of(@Nullable String word) throws SQLException {
      return Stream.of(values())
          .filter(part -> part.word().equals(word))
          .findFirst()
          .orElseThrow(() -> new SQLDataException("an unknown mark of a move"));
    }
  }

  /**
   * Admits a bot or a command unless a move forbids it. An unfinished move to another outbox is
   * cancelled, since what it has copied may change now; it has to start over.
   *
   * @param here this outbox, without possible secrets
   * @return whether a move was cancelled
   * @throws OutboxUnavailableException if the outbox continues elsewhere, or is only partly there
   */
  public static boolean admit(Session session, String here) throws SQLException {
    Optional<MoveMark> mark = of(session);
    if (mark.isEmpty()) {
      return false;
    }
    if (mark.get().part != Part.LEAVING) {
      throw mark.get().refusal(here);
    }
    remove(session);
    log.warn(
        "the move of {} to {} was given up, since the outbox is in use again: what it has copied is of no use",
        here,
        mark.get().otherOutbox);
    return true;
  }

  /** Explains why the outbox cannot be used. */
  public OutboxUnavailableException refusal(String here) {
    return new OutboxUnavailableException(part.refusal.formatted(here, otherOutbox));
  }

  public static Optional<MoveMark> of(Session session) throws SQLException {
    return session.first(
        "SELECT move_id, part, other_outbox FROM move_mark",
        row ->
            new MoveMark(
                String.valueOf(row.getString(1)),
                Part.of(row.getString(2)),
                plain(String.valueOf(row.getString(3)))));
  }

  /** Cleans the text for the operator, since a stranger may have written it. */
  private static String plain(String otherOutbox) {
    String plain = otherOutbox.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    return plain.length() <= LONGEST_URL ? plain : plain.substring(0, LONGEST_URL) + "…";
  }

  /** Writes this mark in place of any other. */
  public void put(Session session) throws SQLException {
    remove(session);
    session.update(
        "INSERT INTO move_mark (move_id, part, other_outbox) VALUES (?, ?, ?)",
        move,
        part.word(),
        otherOutbox);
  }

  public static void remove(Session session) throws SQLException {
    session.update("DELETE FROM move_mark");
  }

  /** Whether this mark and the other are the two ends of one move. */
  public boolean meets(MoveMark there) {
    return move.equals(there.move) && part != Part.ARRIVING && there.part == Part.ARRIVING;
  }
}
