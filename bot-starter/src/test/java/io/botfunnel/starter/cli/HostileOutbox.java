package io.botfunnel.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The outbox of {@link GivenOutbox} after somebody has written what a terminal would obey into each
 * column that holds text, and how to tell whether a command has let any of it through.
 */
final class HostileOutbox {
  /** Begins a line if a line feed before it is obeyed. */
  static final String FORGED = "FORGED  all is well";

  /** At most 160 characters, the width of the narrowest column that takes it. */
  static final String TEXT =
      "x\n" // a line of one's own
          + FORGED
          + "\r\n" // the same by other line breaks
          + FORGED
          + "\u0085"
          + FORGED
          + "\u2028\u2029\u000b\f\r"
          + "\t\u0000\u0007\u007f"
          + "\u001b[8m" // conceals what follows
          + "\u001b[2J\u001b]52;c;eA==\u0007" // clears the screen, fills the clipboard
          + "\u001b]8;;http://e\u001b\\\u001bP+q\u001b\\" // a link, a device's answer
          + "\u009b2J\u009d0;t\u009c"
          + "\u202e\u2066\u2069\u200b\u2060\ufeff\u00ad" // bidi, no width
          + "\u115f\u3164\ufe0f\u034f" // letters and marks that nobody sees
          + "\ud83d" // half of a pair
          + "e"
          + "\u0301".repeat(20); // over the lines above

  private static final String OBEYED =
      "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\u034f\\u115f\\u3164\\ufe0f&&[^\\n]]";

  private HostileOutbox() {}

  /** Makes it, and says where. */
  static String in(Path folder) throws SQLException {
    String outbox = GivenOutbox.in(folder);
    try (Connection file = DriverManager.getConnection("jdbc:h2:file:" + outbox, "botfunnel", "")) {
      for (String change :
          List.of(
              "UPDATE entry SET body = ?, reason = ?, fingerprint = LEFT(?, 60)",
              "UPDATE settled SET reason = ?",
              "UPDATE entry SET entry_key = LEFT(?, 160), kind = LEFT(?, 24) WHERE kind = 'bind'",
              "UPDATE entry SET entry_key = LEFT('contact/' || ?, 160) WHERE kind = 'contact'",
              "UPDATE entry SET lane = LEFT('uid:' || ?, 100) WHERE kind <> 'deposit'",
              "UPDATE attribution SET uid = LEFT(?, 61) WHERE tg_id = 1002",
              "UPDATE binding SET uid = LEFT(uid || ?, 61) WHERE tg_id = 1002",
              "INSERT INTO audit (at_ms, who, what) VALUES (0, LEFT(?, 40), ?)",
              "INSERT INTO conflict (kind, entry_key, kept, offered, seen_at_ms)"
                  + " VALUES ('deposit', ?, LEFT(?, 100), LEFT(?, 100), 0)")) {
        update(file, change);
      }
    }
    return outbox;
  }

  private static void update(Connection file, String change) throws SQLException {
    try (PreparedStatement statement = file.prepareStatement(change)) {
      for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
        statement.setString(i, TEXT);
      }
      assertThat(statement.executeUpdate()).as(change).isPositive();
    }
  }

  /** Fails if a terminal, or a reader of lines, would obey anything of the text. */
  static void assertHarmless(String shown) {
    assertThat(shown.replace("\r\n", "\n")).doesNotContainPattern(OBEYED);
    assertThat(shown.lines()).noneMatch(line -> line.stripLeading().startsWith("FORGED"));
    assertThat(shown).as("marks over the lines above").doesNotContainPattern("\\p{M}{6}");
  }
}
