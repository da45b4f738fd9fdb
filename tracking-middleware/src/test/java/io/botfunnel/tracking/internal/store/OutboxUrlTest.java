package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.botfunnel.tracking.Tracking;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

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

  /** Each has the password where a hand in a hurry puts it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://bot:hidden@db/bot",
        "jdbc:postgresql://bot:pa/hidden@db/bot",
        "jdbc:postgresql://bot:p@hidden@db/bot",
        "jdbc:postgresql://bot:p?hidden@db/bot",
        "jdbc:postgresql:bot:hidden@db",
        "jdbc:postgresql:/bot:hidden@db/bot",
        "jdbc:postgresql:///bot:hidden@db/bot/x",
        "jdbc:postgresql://db/bot&user=bot&password=hidden",
        "jdbc:postgresql://db/bot;password=hidden",
        "jdbc:postgresql://db/bot#password=hidden",
        "jdbc:postgresql://db/bot/user=bot/password=hidden",
        "jdbc:postgresql://db/bot password=hidden",
        "jdbc:postgresql://db/bot\n?password=hidden",
        "jdbc:postgresql://db/bot?user=bot\n&password=hidden",
        "jdbc:postgresql://db/bot?password=hidden%",
        "jdbc:postgresql://db/bot?password=hidden%zz&user=bot",
        "jdbc:postgresql://db/bot?password=hidden\tx",
        "jdbc:postgresql://db?password=hidden",
        "jdbc:postgresql://db:hidden/bot",
        "jdbc:postgresql://db:5432:hidden/bot",
        "jdbc:postgresql://[db/hidden?user=bot",
        "//bot:pa/hidden@db/bot",
        "postgres//bot:hidden@db:5432/bot",
        "data/outbox&password=hidden",
        "\njdbc:postgresql://bot:hidden@db/bot",
      })
  void isNeverShownWithItsPassword(String url) {
    List<String> logged = new ArrayList<>();
    Logger driver = Logger.getLogger("org.postgresql");
    Handler handler = noting(logged);
    driver.addHandler(handler);
    try {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> start(url))
          .satisfies(
              refused ->
                  assertThat(
                          Stream.iterate((Throwable) refused, Throwable::getCause)
                              .takeWhile(Objects::nonNull)
                              .map(Throwable::toString))
                      .noneMatch(text -> text.contains(SECRET)))
          .withMessageStartingWith("tracking.outbox.url '");
      assertThat(OutboxUrl.shown(url)).doesNotContain(SECRET);
      assertThat(logged).noneMatch(line -> line.contains(SECRET));
    } finally {
      driver.removeHandler(handler);
    }
  }

  private static Handler noting(List<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        lines.add(line.getMessage() + Arrays.toString(line.getParameters()));
      }

      @Override
      public void flush() {
        // Nothing is kept back
      }

      @Override
      public void close() {
        // Nothing is open
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql:bot",
        "jdbc:postgresql://db/",
        "jdbc:postgresql:///bot?user=me",
        "jdbc:postgresql://127.0.0.1:5432/bot?user=bot&password=p%40ss&currentSchema=a,b&ssl",
        "jdbc:postgresql://db-1.example.com:5432,db-2:5433/my%20bot?options=-c%20a=b",
        "jdbc:postgresql://[::1]:5432/bot?user=bot&",
        "jdbc:postgresql://db/bot?options=-c search_path=a -c statement_timeout=9s&user=bot",
        "jdbc:postgresql://db/bot?sslrootcert=/My Certs/ca.crt&sslmode=verify-full",
        "jdbc:postgresql://db/käufer_1",
      })
  void mayBeWhatTheDriverTakes(String url) {
    OutboxUrl.require(url);
    assertThat(Driver.parseURL(url, null)).isNotNull();
    assertThat(OutboxUrl.shown(url)).isEqualTo(url.replaceAll("\\?.*", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql:bot, ''",
    "jdbc:postgresql:///bot, ''",
    "jdbc:postgresql://localhost/bot?password=x, ''",
    "jdbc:postgresql://127.0.0.1:5432/bot, ''",
    "jdbc:postgresql://[::1]:5432/bot, ''",
    "jdbc:postgresql://db/bot?sslmode=verify-full, ''",
    "jdbc:postgresql://db/bot?socketFactory=a.B, ''",
    "data/outbox, ''",
    "jdbc:postgresql://db/bot, db",
    "jdbc:postgresql://db:5432/bot?sslmode=require, db",
    "jdbc:postgresql://db/bot?sslmode=verify-ca, db",
    "jdbc:postgresql://localhost.example.com/bot, localhost.example.com",
    "'jdbc:postgresql://127.0.0.1,10.0.0.7:5432/bot', 10.0.0.7",
    "jdbc:postgresql:///bot?host=db.example.com, db.example.com",
    "jdbc:postgresql://localhost/bot?PGHOST=db.example.com, db.example.com",
    "jdbc:postgresql:bot?user=bot&host=10.0.0.7, 10.0.0.7",
    "jdbc:postgresql://db/bot?sslmode=verify-full&sslmode=disable, db",
    "jdbc:postgresql://db/bot?sslmode=verify-full&sslfactory=org.postgresql.ssl.NonValidatingFactory, db",
    "jdbc:postgresql://db/bot?sslmode=verify-full&sslhostnameverifier=com.example.AnyName, db",
  })
  void saysIfANetworkProvesNothing(String url, String host) {
    if (host.isEmpty()) {
      assertThat(OutboxUrl.risk(url)).isEmpty();
    } else {
      assertThat(OutboxUrl.risk(url).orElseThrow())
          .contains("PostgreSQL at " + host + " is reached by a network")
          .contains("sslmode=verify-full");
    }
  }

  @Nested
  class AService {
    private static final String SETTING = "org.postgresql.pgservicefile";

    @BeforeEach
    void write(@TempDir Path folder) throws IOException {
      Path file = folder.resolve("pg_service.conf");
      Files.writeString(
          file,
          """
          [far]
          host=db.example.com
          password=hidden%40it
          [proven]
          host=db.example.com
          sslmode=verify-full
          [trusting]
          host=db.example.com
          sslmode=verify-full
          sslfactory=org.postgresql.ssl.NonValidatingFactory
          [near]
          host=localhost
          """);
      System.setProperty(SETTING, file.toString());
    }

    @AfterEach
    void forget() {
      System.clearProperty(SETTING);
    }

    /** As its driver reads it: what stands in the url counts before what the service says. */
    @ParameterizedTest
    @CsvSource({
      "?service=far, db.example.com",
      "?service=far&sslmode=verify-full, ''",
      "//other/bot?service=far, other",
      "?service=proven, ''",
      "//other/bot?service=proven, ''",
      "?service=proven&sslmode=require, db.example.com",
      "?service=trusting, db.example.com",
      "?service=near, ''",
      "//other/bot?service=near, other",
      "//other/bot?service=unknown, other",
    })
    void provesNoMoreThanItSays(String rest, String host) {
      assertThat(OutboxUrl.risk("jdbc:postgresql:" + rest).orElse(""))
          .isEqualTo(
              host.isEmpty() ? "" : OutboxUrl.risk("jdbc:postgresql://" + host + "/x").get());
    }

    @Test
    void hasAPasswordThatIsHidden() {
      assertThat(OutboxUrl.secrets("jdbc:postgresql:?service=far")).contains("hidden%40it");
      assertThat(OutboxUrl.hasPassword("jdbc:postgresql:?service=far")).isFalse();
    }
  }

  @Test
  void knowsWhatIsToBeHidden() {
    assertThat(
            OutboxUrl.secrets("jdbc:postgresql://db/bot?password=p%40ss%2Cword&sslpassword=other"))
        .containsExactlyInAnyOrder("p@ss,word", "p%40ss%2Cword", "other");
    assertThat(OutboxUrl.secrets("jdbc:postgresql://db/bot?password=hi%ZZ")).isEmpty();
    assertThat(OutboxUrl.secrets("data/outbox")).isEmpty();
  }

  /** A token of a cloud's own sign-in is a password of some thousand characters. */
  @Test
  void mayHaveALongPassword() {
    String url = "jdbc:postgresql://db/bot?user=bot&password=" + "x".repeat(50_000);
    assertThat(OutboxUrl.hasPassword(url)).isTrue();
    assertThat(OutboxUrl.hasPassword(url + "%")).isFalse();
  }

  @Test
  void saysIfAPasswordIsInIt() {
    assertThat(OutboxUrl.hasPassword("jdbc:postgresql://db/bot?user=bot&password=x")).isTrue();
    assertThat(OutboxUrl.hasPassword("jdbc:postgresql://db/bot?user=bot")).isFalse();
    assertThat(OutboxUrl.hasPassword("data/outbox")).isFalse();
  }
}
