package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.internal.store.h2.H2Engine;
import io.botfunnel.tracking.internal.store.h2.H2MoveEndpoint;
import io.botfunnel.tracking.internal.store.h2.MemtableLimits;
import io.botfunnel.tracking.internal.store.h2.file.H2Connection;
import io.botfunnel.tracking.internal.store.h2.repair.Repair;
import io.botfunnel.tracking.internal.store.h2.wal.MarkFile;
import io.botfunnel.tracking.internal.store.move.MoveEndpoint;
import io.botfunnel.tracking.internal.store.move.OutboxMove;
import io.botfunnel.tracking.internal.store.postgres.PostgresEngine;
import io.botfunnel.tracking.internal.store.postgres.PostgresHeartbeat;
import io.botfunnel.tracking.internal.store.postgres.PostgresMoveEndpoint;
import io.botfunnel.tracking.internal.store.queue.Engine;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.operations.MoveProgress;
import io.botfunnel.tracking.operations.MoveResult;
import io.botfunnel.tracking.operations.RepairResult;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The only class that knows both kinds of database. It chooses by the URL: {@code
 * jdbc:postgresql:…} or the path of an H2 file.
 */
public final class Databases {
  private Databases() {}

  /** Opens an outbox, creating it if there is none. */
  static Engine open(String url, Retention retention, Clock clock) {
    return OutboxUrl.isPostgres(url)
        ? PostgresEngine.open(url, retention, PostgresHeartbeat.LEASE, clock)
        : new H2Engine(OutboxUrl.path(url), retention, MemtableLimits.here(), clock);
  }

  /** Opens an outbox in PostgreSQL with the given lease. */
  static Engine open(String url, Duration lease, Clock clock) {
    return PostgresEngine.open(url, Retention.DEFAULT, lease, clock);
  }

  /** Opens an outbox in an H2 file with the given memory limits. */
  static Engine open(String url, MemtableLimits limits, Clock clock) {
    return new H2Engine(OutboxUrl.path(url), Retention.DEFAULT, limits, clock);
  }

  /** Opens an outbox for reading; no byte of an H2 file changes. */
  static Engine look(String url, Clock clock) {
    return OutboxUrl.isPostgres(url)
        ? open(url, Retention.ALL_STAYS, clock)
        : H2Engine.openReadOnly(OutboxUrl.path(url), clock);
  }

  /** Whether the outbox exists. */
  static boolean exists(String url) {
    return OutboxUrl.isPostgres(url) ? PostgresEngine.exists(url) : existsFile(OutboxUrl.path(url));
  }

  /** A missing file counts if its mark exists: opening it then fails and says what to do. */
  private static boolean existsFile(Path path) {
    return Files.exists(new H2Connection(path).file()) || new MarkFile(path).exists();
  }

  /** Lists the damages in the files of an outbox; empty for PostgreSQL, which checks its own. */
  static List<String> damages(String url, Clock clock) {
    return OutboxUrl.isPostgres(url) ? List.of() : Repair.damages(OutboxUrl.path(url), clock);
  }

  /** Repairs a damaged H2 file. */
  static RepairResult repair(String url, Clock clock) {
    return Repair.run(OutboxUrl.path(url), clock);
  }

  /**
   * Moves an outbox from one kind of database to the other.
   *
   * @param batch the most rows that one transaction copies
   * @throws IllegalArgumentException if both URLs name the same kind of database, or the target is
   *     not empty
   * @throws OutboxUnavailableException if either database is unavailable, or a bot uses it
   */
  public static MoveResult move(
      String from, String to, int batch, Clock clock, MoveProgress progress) {
    if (OutboxUrl.isPostgres(from) == OutboxUrl.isPostgres(to)) {
      throw sameKind(from, to);
    }
    if (!exists(from)) {
      throw new OutboxUnavailableException(
          "There is no outbox at %s. Name the one that is to be moved"
              .formatted(OutboxUrl.shown(from)));
    }
    try (MoveEndpoint old = endpoint(from, clock);
        MoveEndpoint next = endpoint(to, clock)) {
      return OutboxMove.move(old, next, batch, clock, progress);
    }
  }

  private static MoveEndpoint endpoint(String url, Clock clock) {
    return OutboxUrl.isPostgres(url)
        ? PostgresMoveEndpoint.open(url)
        : H2MoveEndpoint.open(OutboxUrl.path(url), clock);
  }

  private static IllegalArgumentException sameKind(String from, String to) {
    return new IllegalArgumentException(
        "move from '%s' to '%s': one is an H2 file and the other PostgreSQL."
                .formatted(OutboxUrl.shown(from), OutboxUrl.shown(to))
            + " From file to file use outbox backup, from PostgreSQL to PostgreSQL its own pg_dump");
  }
}
