package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.sql.RootCause;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** The faults of an H2 file that an operator meets, each with its remedy. */
public enum H2Fault {
  IN_USE(
      "is in use already",
      "One process owns an H2 file: stop the other one, or give this bot a file of its own"
          + " (tracking.outbox.url)",
      ErrorCode.DATABASE_ALREADY_OPEN_1,
      DataUtils.ERROR_FILE_LOCKED),
  NO_SPACE(
      "could not be written: the disk is full",
      "Free some space; waiting entries resume automatically"),
  NO_PERMISSION(
      "may not be opened (%s)", "Let the bot's user read and write the file and its folder"),
  ANOTHERS(
      "is the H2 database of another program (%s)",
      "Give this bot a file of its own (tracking.outbox.url)", ErrorCode.WRONG_USER_OR_PASSWORD),
  CORRUPT(
      "is damaged (%s)",
      "It was left as it is: restore a backup, or run the command outbox repair, which keeps the"
          + " file, saves what the write-ahead log has and says what is missing",
      ErrorCode.FILE_CORRUPTED_1,
      ErrorCode.FILE_VERSION_ERROR_1,
      ErrorCode.UNSUPPORTED_SETTING_1,
      DataUtils.ERROR_FILE_CORRUPT,
      DataUtils.ERROR_CHUNK_NOT_FOUND,
      DataUtils.ERROR_UNSUPPORTED_FORMAT),
  ANOTHER_SCHEMA(
      "has another schema (%s)",
      "Was it written by another version or program? Run that, or name another file"
          + " (tracking.outbox.url)"),
  TOO_MUCH(
      "needs more memory than there is (%s)",
      "Give the bot more (-Xmx, -Xss). If the file came from elsewhere, what it defines may ask for"
          + " any amount: take a backup that you made yourself"),
  NOT_WRITTEN(
      "could not be read or written (%s)",
      "Check the disk and the file's permissions",
      ErrorCode.IO_EXCEPTION_1,
      ErrorCode.IO_EXCEPTION_2,
      ErrorCode.DATABASE_IS_CLOSED,
      ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
      ErrorCode.OBJECT_CLOSED,
      ErrorCode.CONNECTION_BROKEN_1),
  UNKNOWN("failed (%s)", "See the cause; the file was left as it was");

  private final String what;
  private final String remedy;

  @SuppressWarnings("ImmutableEnumChecker") // made by toUnmodifiableSet
  private final Set<Integer> codes;

  H2Fault(String what, String remedy, int... codes) {
    this.what = what;
    this.remedy = remedy;
    this.codes = Arrays.stream(codes).boxed().collect(Collectors.toUnmodifiableSet());
  }

  /** Translates a fault of a file into words that an operator can act upon. */
  public static OutboxUnavailableException explained(Path file, Throwable e) {
    if (e instanceof OutboxUnavailableException already) {
      return already;
    }
    H2Fault fault = of(e);
    String message = "The outbox %s %s. %s.".formatted(file, fault.what(e), fault.remedy());
    return fault == IN_USE
        ? OutboxUnavailableException.inUse(message, e)
        : new OutboxUnavailableException(message, e);
  }

  /** Describes the fault, with the first line of the deepest cause's message. */
  String what(Throwable e) {
    return whatOf(RootCause.of(e));
  }

  /** Describes the fault and its reason. */
  String whatOf(String why) {
    return what.formatted(why);
  }

  String remedy() {
    return remedy;
  }

  /** Finds the fault behind an exception, by the messages of its causes and by H2's error codes. */
  public static H2Fault of(Throwable e) {
    if (said(e, "no space left", "disk quota exceeded", "not enough space")) {
      return NO_SPACE;
    }
    if (said(e, "permission denied", "accessdenied", "read-only file system")) {
      return NO_PERMISSION;
    }
    if (said(e, "eofexception")) {
      return CORRUPT;
    }
    return Arrays.stream(values())
        .filter(fault -> fault.hasCodeOf(e))
        .findFirst()
        .orElse(byType(e));
  }

  private static H2Fault byType(Throwable e) {
    if (isAny(e, FlywayException.class, SQLSyntaxErrorException.class, SQLDataException.class)) {
      return ANOTHER_SCHEMA;
    }
    if (isAny(e, VirtualMachineError.class)) {
      return TOO_MUCH;
    }
    return isAny(e, IOException.class) ? NOT_WRITTEN : UNKNOWN;
  }

  private static boolean isAny(Throwable e, Class<?>... types) {
    return RootCause.chain(e)
        .anyMatch(cause -> Stream.of(types).anyMatch(type -> type.isInstance(cause)));
  }

  private boolean hasCodeOf(Throwable e) {
    return RootCause.chain(e).anyMatch(cause -> codes.contains(codeOf(cause)));
  }

  private static int codeOf(Throwable e) {
    if (e instanceof SQLException sql) {
      return sql.getErrorCode();
    }
    return e instanceof MVStoreException store ? store.getErrorCode() : 0;
  }

  private static boolean said(Throwable e, String... words) {
    return RootCause.chain(e)
        .map(cause -> cause.toString().toLowerCase(Locale.ROOT))
        .anyMatch(text -> Arrays.stream(words).anyMatch(text::contains));
  }
}
