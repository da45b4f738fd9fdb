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
  private final TableCopier copier;
  private final MoveCheck check;

  private OutboxMove(
      MoveEndpoint from, MoveEndpoint to, int batch, Clock clock, MoveProgress progress) {
    this.from = from;
    this.to = to;
    this.tables = (from.hasSlots() ? to : from).query(MovedTables::of);
    this.clock = clock;
    this.copier = new TableCopier(from, to, tables, batch, progress);
    this.check = new MoveCheck(tables);
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
      List<String> differences = check.differences(from, to);
      if (!differences.isEmpty()) {
        return moved(differences);
      }
      closeOld(mark);
    }
    MoveResult moved = moved(List.of());
    openNew();
    return moved;
  }

  private void copy() {
    copier.all();
    to.run(
        session -> {
          to.numberOn(tables);
          to.force();
        });
  }

  private MoveResult moved(List<String> differences) {
    return new MoveResult(
        from.shown(), to.shown(), to.query(check::rows), to.query(MoveCheck::outbox), differences);
  }

  /**
   * The mark in the old outbox that matches the one in the new: from an interrupted move, or newly
   * written.
   */
  private MoveMark mark() {
    Optional<MoveMark> old = from.query(MoveMark::of);
    Optional<MoveMark> next = to.query(MoveMark::of);
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
    if (mark.isPresent() || to.query(this::holdsAny)) {
      throw new IllegalArgumentException(
          "move to '%s': %s."
                  .formatted(to.shown(), mark.map(this::whatIsThere).orElse("it holds an outbox"))
              + " Name a new place: a file that does not exist, or a database or schema without an"
              + " outbox");
    }
  }

  private String whatIsThere(MoveMark mark) {
    return switch (mark.part()) {
      case GONE -> "it holds what was moved from it to " + mark.otherOutbox();
      case LEAVING -> "it holds an outbox";
      case ARRIVING ->
          "it holds a part of %s, and that was used since, or moved elsewhere"
              .formatted(mark.otherOutbox());
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
    from.run(leaving::put);
    from.run(session -> from.force());
    to.run(new MoveMark(move, MoveMark.Part.ARRIVING, from.shown())::put);
    to.run(session -> to.force());
    return leaving;
  }

  private void closeOld(MoveMark mark) {
    from.run(new MoveMark(mark.move(), MoveMark.Part.GONE, mark.otherOutbox())::put);
    from.run(session -> from.force());
  }

  private void openNew() {
    to.run(
        session -> {
          AuditTable.add(
              new Transaction(session, clock.millis(), 0), WHO, "moved here from " + from.shown());
          MoveMark.remove(session);
          CopyProgress.clear(session);
          to.force();
        });
  }
}
