package io.botfunnel.tracking.internal.store.move;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.AuditTable;
import io.botfunnel.tracking.internal.store.table.MoveMark;
import io.botfunnel.tracking.operations.MoveProgress;
import io.botfunnel.tracking.operations.MoveResult;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Moves a whole outbox to another kind of database. Nobody else can use either database meanwhile.
 *
 * <p>Both outboxes are marked before the first row is copied. The old one is closed for good once
 * the new one is verified to hold equal content. So at any time a bot can run on at most one of
 * them. A move that is killed at any point resumes when it is called again. Used by one thread.
 */
public final class OutboxMove {
  /** Copying that many rows takes a transaction some hundredths of a second. */
  public static final int A_BATCH = 2_000;

  private static final String WHO = "command";

  private final MoveEndpoint from;
  private final MoveEndpoint to;
  private final List<MovedTable> tables;
  private final Clock clock;
  private final TableCopier copying;
  private final MoveCheck comparison;

  private OutboxMove(
      MoveEndpoint from, MoveEndpoint to, int batch, Clock clock, MoveProgress progress) {
    this.from = from;
    this.to = to;
    this.tables = (from.hasSlots() ? to : from).ask(MovedTables::of);
    this.clock = clock;
    this.copying = new TableCopier(from, to, tables, batch, progress);
    this.comparison = new MoveCheck(tables);
  }

  /**
   * Moves the outbox.
   *
   * @param from the current outbox
   * @param to a database of another kind
   * @param batch the most rows that one transaction copies
   * @throws IllegalArgumentException if the target is not empty
   * @throws OutboxUnavailableException if either database is unavailable
   */
  public static MoveResult move(
      MoveEndpoint from, MoveEndpoint to, int batch, Clock clock, MoveProgress progress) {
    return new OutboxMove(from, to, batch, clock, progress).run();
  }

  private MoveResult run() {
    MoveMark mark = mark();
    if (mark.part() == MoveMark.Part.LEAVING) {
      copy();
      List<String> differences = comparison.differences(from, to);
      if (!differences.isEmpty()) {
        return moved(differences);
      }
      leave(mark);
    }
    MoveResult moved = moved(List.of());
    arrive();
    return moved;
  }

  private void copy() {
    copying.all();
    to.tell(
        session -> {
          to.numberOn(tables);
          to.force();
        });
  }

  private MoveResult moved(List<String> differences) {
    return new MoveResult(
        from.shown(), to.shown(), to.ask(comparison::rows), to.ask(MoveCheck::outbox), differences);
  }

  /**
   * The mark in the old outbox that matches the one in the new: from an interrupted move, or newly
   * written.
   */
  private MoveMark mark() {
    Optional<MoveMark> old = from.ask(MoveMark::of);
    Optional<MoveMark> next = to.ask(MoveMark::of);
    if (old.isPresent() && next.isPresent() && old.get().meets(next.get())) {
      return old.get();
    }
    if (old.isPresent() && old.get().part() != MoveMark.Part.LEAVING) {
      throw old.get().refusal(from.shown());
    }
    requireEmpty(next);
    return begin();
  }

  private void requireEmpty(Optional<MoveMark> mark) {
    if (mark.isPresent() || to.ask(this::holdsAny)) {
      throw new IllegalArgumentException(
          "move to '%s': %s."
                  .formatted(to.shown(), mark.map(this::whatIsThere).orElse("it holds an outbox"))
              + " Name a new place: a file that does not exist, or a database or schema without an"
              + " outbox");
    }
  }

  private String whatIsThere(MoveMark mark) {
    return switch (mark.part()) {
      case GONE -> "it holds what was moved from it to " + mark.place();
      case LEAVING -> "it holds an outbox";
      case ARRIVING ->
          "it holds a part of %s, and that was used since, or moved elsewhere"
              .formatted(mark.place());
    };
  }

  private boolean holdsAny(Session session) throws SQLException {
    for (MovedTable table : tables) {
      if (!table.isEmpty(session)) {
        return true;
      }
    }
    return false;
  }

  /** Marks the old outbox first: if only the new one were marked, nobody could use it. */
  private MoveMark begin() {
    String move = UUID.randomUUID().toString();
    MoveMark leaving = new MoveMark(move, MoveMark.Part.LEAVING, to.shown());
    from.tell(leaving::put);
    from.tell(session -> from.force());
    to.tell(new MoveMark(move, MoveMark.Part.ARRIVING, from.shown())::put);
    to.tell(session -> to.force());
    return leaving;
  }

  private void leave(MoveMark mark) {
    from.tell(new MoveMark(mark.move(), MoveMark.Part.GONE, mark.place())::put);
    from.tell(session -> from.force());
  }

  private void arrive() {
    to.tell(
        session -> {
          AuditTable.add(
              new Transaction(session, clock.millis(), 0), WHO, "moved here from " + from.shown());
          MoveMark.remove(session);
          CopyProgress.clear(session);
          to.force();
        });
  }
}
