package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mark that a move leaves in both outboxes, so that no bot runs on one that is half there, or
 * on one that goes on elsewhere.
 *
 * @param move the same in both
 * @param part what the move does with this outbox
 * @param place the other outbox, without what may be secret
 */
public record MoveMark(String move, Part part, String place) {
  private static final Logger log = LoggerFactory.getLogger(MoveMark.class);

  /** As in the table that we make. */
  private static final int LONGEST_PLACE = 1_000;

  /** What a move does with an outbox. */
  public enum Part {
    /** It is being copied to another place. A bot that starts on it ends that. */
    LEAVING(""),
    /** All of it is at another place. */
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
          .orElseThrow(() -> new SQLDataException("a mark of a move that none of us has left"));
    }
  }

  /**
   * Lets a bot or a command in while no move goes on. One to another place that was cut off has to
   * begin anew, for what it has copied may change now.
   *
   * @param here the outbox, without what may be secret
   * @return whether there was such a move
   * @throws OutboxUnavailableException if the outbox goes on elsewhere, or is only in part there
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
        mark.get().place);
    return true;
  }

  /** Why nobody is let in. */
  public OutboxUnavailableException refusal(String here) {
    return new OutboxUnavailableException(part.refusal.formatted(here, place));
  }

  public static Optional<MoveMark> of(Session session) throws SQLException {
    return session.first(
        "SELECT move_id, part, place FROM move_mark",
        row ->
            new MoveMark(
                String.valueOf(row.getString(1)),
                Part.of(row.getString(2)),
                plain(String.valueOf(row.getString(3)))));
  }

  /** A stranger may have written it, and the operator reads it. */
  private static String plain(String place) {
    String plain = place.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    return plain.length() <= LONGEST_PLACE ? plain : plain.substring(0, LONGEST_PLACE) + "…";
  }

  /** Puts it in the place of any other. */
  public void put(Session session) throws SQLException {
    remove(session);
    session.update(
        "INSERT INTO move_mark (move_id, part, place) VALUES (?, ?, ?)", move, part.word(), place);
  }

  public static void remove(Session session) throws SQLException {
    session.update("DELETE FROM move_mark");
  }

  /** Whether this is one end of a move and that the other. */
  public boolean meets(MoveMark there) {
    return move.equals(there.move) && part != Part.ARRIVING && there.part == Part.ARRIVING;
  }
}
