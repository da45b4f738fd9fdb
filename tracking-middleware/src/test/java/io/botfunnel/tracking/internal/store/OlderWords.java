package io.botfunnel.tracking.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.tracking.internal.store.sql.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives an outbox the names of before V7, so that the next start runs that migration. */
public final class OlderWords {
  public static final String VERSION = "7";

  private static final Pattern RENAME =
      Pattern.compile("(ALTER \\w+) (\\w+) RENAME (?:(COLUMN) (\\w+) )?TO (\\w+)");

  private static final Pattern UPDATE =
      Pattern.compile("(UPDATE .* = )('\\w+')( WHERE .* = )('\\w+')");

  private static final List<String> IN_H2 =
      List.of(
          "ALTER TABLE staged RENAME TO handed",
          "CREATE TABLE noted (topic VARCHAR(40) NOT NULL, note VARCHAR(12) NOT NULL,"
              + " id BIGINT NOT NULL, PRIMARY KEY (topic, note, id)) AS SELECT * FROM flagged",
          "DROP TABLE flagged",
          "CREATE TABLE tally (topic VARCHAR(40) NOT NULL, counted VARCHAR(12) NOT NULL,"
              + " n BIGINT NOT NULL, PRIMARY KEY (topic, counted)) AS SELECT * FROM counter",
          "DROP TABLE counter",
          "ALTER TABLE move_mark RENAME COLUMN other_outbox TO place",
          "DROP TABLE copy_progress",
          "CREATE TABLE move_step"
              + " (name VARCHAR(20) PRIMARY KEY, up_to VARCHAR(400) NOT NULL, n BIGINT NOT NULL)");

  private OlderWords() {}

  /** For an outbox in H2 to which nothing is being moved. */
  public static void restoreInH2(Session session) throws SQLException {
    undo(session, IN_H2);
  }

  public static void restoreInPostgres(Session session) throws SQLException {
    List<String> undone = new ArrayList<>();
    for (String line : migration().lines().filter(line -> line.endsWith(";")).toList()) {
      undone.add(undoing(line));
    }
    Collections.reverse(undone);
    undo(session, undone);
  }

  private static void undo(Session session, List<String> statements) throws SQLException {
    for (String statement : statements) {
      session.execute(statement);
    }
    forget(session, VERSION);
  }

  private static String undoing(String line) {
    Matcher update = UPDATE.matcher(line);
    if (update.find()) {
      return update.group(1) + update.group(4) + update.group(3) + update.group(2);
    }
    Matcher rename = RENAME.matcher(line);
    if (!rename.find()) {
      throw new IllegalArgumentException(line);
    }
    return rename.group(3) == null
        ? "%s %s RENAME TO %s".formatted(rename.group(1), rename.group(5), rename.group(2))
        : "%s %s RENAME COLUMN %s TO %s"
            .formatted(rename.group(1), rename.group(2), rename.group(5), rename.group(4));
  }

  /** Deletes a migration from the history, so that the next start runs it. */
  public static void forget(Session session, String version) throws SQLException {
    session.update("DELETE FROM \"botfunnel_schema_history\" WHERE \"version\" = ?", version);
  }

  private static String migration() {
    try (InputStream in = OlderWords.class.getResourceAsStream("postgres/V7__standard_words.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
