package io.botfunnel.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.botfunnel.tracking.Tracking;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A typo in the URL must not make a file, least of all one that is named after the password. */
class OutboxUrlTest {
  private static final String SECRET = "hidden";

  @ParameterizedTest
  @CsvSource({
    "postgresql://bot:hidden@db/bot, Did you mean jdbc:postgresql:",
    "postgres://bot:hidden@db/bot, Did you mean jdbc:postgresql:",
    "postgresql:bot:hidden@db, Did you mean jdbc:postgresql:",
    "postgresql:hidden, Did you mean jdbc:postgresql:",
    "jdbc:postgres://bot:hidden@db/bot, Did you mean jdbc:postgresql:",
    "JDBC:postgresql://db/bot?password=hidden, Did you mean jdbc:postgresql:",
    "db:5432/bot?user=bot&password=hidden, no scheme",
    "//db/bot?user=bot&password=hidden, no '?'",
    "bot:hidden@db/bot, no scheme",
    "jdbc:mysql://bot:hidden@db/bot, no scheme",
    "jdbc:h2:data/hidden, Leave out jdbc:h2:",
    "file:data/hidden, no scheme",
    "data/outbox.mv.db, Leave out .mv.db",
    "data/outbox.MV.DB, Leave out .mv.db",
    "data/outbox.journal, Leave out .journal",
  })
  void isRefusedAtTheStart(String typo, String words, @TempDir Path folder) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(typo))
        .withMessageStartingWith("tracking.outbox.url '")
        .withMessageContaining(words)
        .withMessageContaining("Write for example data/outbox")
        .withMessageNotContaining(SECRET);
    assertThat(OutboxUrl.shown(typo)).doesNotContain(SECRET);
  }

  private static void start(String url) {
    Tracking.builder()
        .bearer("a-bearer")
        .url(URI.create("http://127.0.0.1:1"))
        .outbox(url)
        .start()
        .close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/outbox", "./out.box", "/var/lib/bot/outbox", "C:\\bot\\outbox"})
  void mayBeAnyPath(String path) {
    assertThat(OutboxUrl.path(path)).isEqualTo(Path.of(path).toAbsolutePath());
    assertThat(OutboxUrl.shown(path)).isEqualTo(path);
  }

  @Test
  void showsWhereADatabaseIs() {
    assertThat(OutboxUrl.shown("jdbc:postgresql://bot:hidden@db:5432/bot?password=hidden"))
        .isEqualTo("jdbc:postgresql://db:5432/bot");
  }
}
