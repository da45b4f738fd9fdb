package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.sql.RacedException;
import io.botfunnel.tracking.internal.store.sql.RootCause;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;

/** The faults of a PostgreSQL database that operators meet, each with its remedy. */
enum PostgresFault {
  UNREACHABLE(
      "cannot be reached (%s)",
      "Is PostgreSQL running, and are host and port right? Waiting entries resume automatically",
      "08"),
  STOPPING(
      "is being stopped or started (%s)",
      "Waiting entries resume automatically once it is up", "57P"),
  NOT_LET_IN(
      "does not let us in (%s)",
      "Check user and password in tracking.outbox.url, or PostgreSQL's pg_hba.conf", "28"),
  NO_DATABASE("does not exist (%s)", "Create it: createdb, or CREATE DATABASE in psql", "3D"),
  NO_SCHEMA(
      "lacks its schema (%s)",
      "Create the one that currentSchema names in tracking.outbox.url: CREATE SCHEMA …"
          + " AUTHORIZATION the bot's user",
      "3F000"),
  NO_PERMISSION(
      "may not be used (%s)",
      "Let the bot's user create tables in its schema: GRANT CREATE, USAGE ON SCHEMA … TO …",
      "42501"),
  READ_ONLY(
      "takes no writes (%s)",
      "It is a standby or set to read only: name the primary in tracking.outbox.url", "25006"),
  NO_SPACE(
      "could not be written: the disk is full (%s)", "Free some space on its machine", "53100"),
  TOO_MANY(
      "has no room for another connection (%s)",
      "A bot needs up to four: raise max_connections, or stop who holds them", "53300"),
  ANOTHER_SCHEMA(
      "has another schema (%s)",
      "Was it written by another version or program? Run that, or name another database or"
          + " currentSchema in tracking.outbox.url"),
  UNKNOWN("failed (%s)", "See the cause");

  private final String what;
  private final String remedy;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> states;

  PostgresFault(String what, String remedy, String... states) {
    this.what = what;
    this.remedy = remedy;
    this.states = List.of(states);
  }

  /** Describes the fault, with the first line of the root cause's message. */
  String what(Throwable e) {
    return what.formatted(RootCause.of(e));
  }

  String remedy() {
    return remedy;
  }

  /** The fault behind an exception, by the SQL states of its causes. */
  static PostgresFault of(Throwable e) {
    return Arrays.stream(values())
        .filter(fault -> states(e).anyMatch(fault::covers))
        .findFirst()
        .orElseGet(() -> withoutState(e));
  }

  private static PostgresFault withoutState(Throwable e) {
    if (causes(e).anyMatch(SQLTransientConnectionException.class::isInstance)) {
      return UNREACHABLE;
    }
    return isOfTheSchema(e) ? ANOTHER_SCHEMA : UNKNOWN;
  }

  private boolean covers(String state) {
    return states.stream().anyMatch(state::startsWith);
  }

  private static boolean isOfTheSchema(Throwable e) {
    return causes(e).anyMatch(FlywayException.class::isInstance);
  }

  /** Whether the connection cannot be used any more. */
  static boolean broke(Throwable e) {
    return e instanceof SQLException sql
        && (sql.getSQLState() == null
            || sql.getSQLState().startsWith("08")
            || sql.getSQLState().startsWith("57P"));
  }

  /** Whether another writer interfered, so that a retry works. */
  static boolean raced(Throwable e) {
    return e instanceof RacedException
        || states(e).anyMatch(state -> state.startsWith("40") || state.equals("23505"));
  }

  private static Stream<String> states(Throwable e) {
    return causes(e)
        .filter(SQLException.class::isInstance)
        .map(cause -> ((SQLException) cause).getSQLState())
        .filter(Objects::nonNull);
  }

  private static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
  }
}
