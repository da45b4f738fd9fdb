package io.botfunnel.starter.settings;

import static io.botfunnel.starter.settings.SettingsTable.KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.telegram.SubscribedChat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsFileTest {
  @TempDir Path folder;

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("own.yaml"), yaml);
  }

  private static Settings read(Path file, Map<String, String> environment) {
    return SettingsReader.read(SettingsSources.of(environment, file.toString()));
  }

  private InvalidSettingsException failure(String yaml) throws IOException {
    Path file = file(yaml);
    return Given.failure(() -> read(file, Given.SECRETS));
  }

  @Nested
  class ItsValues {
    @Test
    void areNestedAndListed() throws IOException {
      Path file =
          file(
              """
              telegram:
                allowed-updates: [message, chat_member]
              tracking:
                delivery:
                  max-backoff: 90s
                start-prefix: go-
                subscribed:
                  chats: [-1001234567890, "@MyChannel"]
                payments:
                  enabled: true
                  stars-rate: 0.013 USD
              bot:
                inbox: false
                handler-threads:
              """);
      Settings settings = read(file, Given.SECRETS);
      assertThat(settings.telegram().allowedUpdates()).containsExactly("message", "chat_member");
      assertThat(settings.tracking().delivery().maxBackoff()).hasSeconds(90);
      assertThat(settings.tracking().capture().subscribedChats())
          .extracting(SubscribedChat::name)
          .containsExactlyInAnyOrder("-1001234567890", "@mychannel");
      assertThat(settings.tracking().capture().starsRate()).hasToString("0.013 USD");
      assertThat(settings.tracking().capture().startPrefix()).hasToString("go-");
      assertThat(settings.bot().inbox()).isFalse();
      assertThat(settings.bot().handlerThreads()).isEqualTo(16);
    }

    @Test
    void giveWayToTheEnvironment() throws IOException {
      Path file =
          file("telegram:\n  allowed-updates: [message, poll]\nbot:\n  handler-threads: 3\n");
      Map<String, String> environment = Given.with("TELEGRAM_ALLOWED_UPDATES", "chat_member");
      environment.put("BOT_HANDLER_THREADS", "4");
      assertThat(read(file, environment).telegram().allowedUpdates())
          .containsExactly("chat_member");
      assertThat(read(file, environment).bot().handlerThreads()).isEqualTo(4);
    }

    @Test
    void holdWhereTheVariableIsEmpty() throws IOException {
      Path file = file("bot:\n  handler-threads: 3\n");
      assertThat(read(file, Given.with("BOT_HANDLER_THREADS", "")).bot().handlerThreads())
          .isEqualTo(3);
    }

    @Test
    void areNamedWithTheFileWhereTheyAreWrong() throws IOException {
      assertThat(failure("bot:\n  handler-threads: 0\n"))
          .hasMessageContaining("is \"0\" in ")
          .hasMessageContaining("own.yaml");
    }
  }

  @Nested
  class ItsKeys {
    @Test
    void areKnown() throws IOException {
      assertThat(failure("telegram:\n  alowed-updates: [message]\n").faults())
          .containsExactly(
              new SettingFault(
                  "telegram.alowed-updates is not a setting: did you mean telegram.allowed-updates?",
                  "Correct its name, or remove it"));
    }

    @Test
    void areNestedRatherThanWrittenWithDots() throws IOException {
      assertThat(failure("bot.handler-threads: 3\n").faults())
          .singleElement()
          .asString()
          .startsWith("bot.handler-threads is written with dots");
    }
  }

  @Nested
  class Itself {
    @Test
    void mayBeEmpty() throws IOException {
      assertThat(read(file("# nothing\n"), Given.SECRETS)).isNotNull();
    }

    @Test
    void mayBeMissingUnlessItIsNamed() {
      assertThat(SettingsReader.read(SettingsSources.of(Given.SECRETS, null))).isNotNull();
      assertThat(Given.failure(() -> read(folder.resolve("none.yaml"), Given.SECRETS)))
          .hasMessageContaining("none.yaml cannot be read: NoSuchFileException")
          .hasMessageContaining("BOTFUNNEL_CONFIG");
    }

    @Test
    void isLookedForInTheWorkingDirectory() {
      assertThat(SettingsSources.of(Map.of(), null).places())
          .contains("there is no file", Path.of("config", "bot.yaml").toAbsolutePath().toString());
    }

    @Test
    void isNamedByTheEnvironmentOrTheProperty() throws IOException {
      Map<String, String> environment = new HashMap<>(Given.SECRETS);
      environment.put("BOTFUNNEL_CONFIG", file("bot:\n  handler-threads: 3\n").toString());
      Settings settings = SettingsReader.read(SettingsSources.of(environment, null));
      assertThat(settings.bot().handlerThreads()).isEqualTo(3);
      assertThat(Given.failure(() -> read(folder.resolve("none.yaml"), environment))).isNotNull();
    }

    @Test
    void isIndentedWithSpaces() throws IOException {
      assertThat(failure("bot:\n\tinbox: hush-hush\n"))
          .hasMessageContaining("own.yaml is not YAML: line 2, ")
          .hasMessageContaining("TAB")
          .hasMessageNotContaining("hush");
    }

    @Test
    void holdsKeys() throws IOException {
      assertThat(failure("- bot\n")).hasMessageContaining("own.yaml holds no keys");
    }

    @Test
    void saysEverythingOnce() throws IOException {
      assertThat(failure("bot:\n  inbox: true\nbot:\n  handler-threads: 3\n"))
          .hasMessageContaining("own.yaml is not YAML: line 3, ")
          .hasMessageContaining("duplicate key");
    }
  }

  @Nested
  class OfTheProject {
    static Stream<Path> files() throws IOException {
      try (Stream<Path> files = Files.list(Path.of("..", "config"))) {
        return files.filter(path -> path.toString().endsWith(".yaml")).toList().stream();
      }
    }

    @ParameterizedTest
    @MethodSource("files")
    void needsNothingButTheSecrets(Path file) {
      assertThat(read(file, Given.SECRETS)).isNotNull();
    }

    @Test
    void explainsEverySettingWithItsDefault() throws IOException {
      String text = Files.readString(Path.of("..", "config", "bot.yaml"));
      assertThat(text)
          .contains(
              KEYS.rows()
                  .filter(row -> row.secrecy() == Secrecy.WHOLE && !row.hasChoice())
                  .map(Setting::environment)
                  .toList());
      Path uncommented = file(text.replaceAll("(?m)^( +)# ([a-z-]+: .*)$", "$1$2"));
      assertThat(SettingsSources.of(Given.SECRETS, uncommented.toString()).written())
          .containsAll(KEYS.names().filter(SettingsFileTest::isToBeShown).toList());
      assertThat(values(read(uncommented, Given.SECRETS)))
          .isEqualTo(values(Settings.from(Given.SECRETS)));
    }

    private static String values(Settings settings) {
      return settings.toString().replace(settings.origin().toString(), "");
    }

    @Test
    void hasSeveralBotsForAnExampleThatWorks() throws IOException {
      String text = Files.readString(Path.of("..", "config", "bot.yaml"));
      int example = text.indexOf("# bots:");
      String block = text.substring(example, text.indexOf("\n\n", example));
      Path uncommented = file(block.replaceAll("(?m)^# ", ""));
      Map<String, String> environment = new HashMap<>();
      environment.put("BOTS_SHOP_TELEGRAM_BOT_TOKEN", Given.TOKEN);
      environment.put("BOTS_SHOP_XTRACKER_BEARER", Given.BEARER);
      environment.put("BOTS_NEWS_TELEGRAM_BOT_TOKEN", "5:token-of-the-news");
      environment.put("BOTS_NEWS_XTRACKER_BEARER", "bearer-of-the-news");
      List<Settings> bots = read(uncommented, environment).bots();
      assertThat(bots).extracting(Settings::name).containsExactly("news", "shop");
      assertThat(bots.get(0).bot().handlerThreads()).isEqualTo(4);
      assertThat(bots.get(1).tracking().capture().startPrefix()).hasToString("shop_");
    }

    @Test
    void hasAPartnerForAnExampleThatWorks() throws IOException {
      String text = Files.readString(Path.of("..", "config", "bot.yaml"));
      int example = text.indexOf("  # partners:");
      String block = text.substring(example, text.indexOf("\n\n", example));
      Path uncommented = file("gateway:\n" + block.replaceAll("(?m)^  # ", "  "));
      assertThat(read(uncommented, Given.SECRETS).gateway().partners())
          .singleElement()
          .satisfies(
              partner -> {
                assertThat(partner.name()).isEqualTo("pocket-option");
                assertThat(partner.names()).containsEntry("deposit-eid", "trade_id");
                assertThat(partner.events()).containsEntry("dep", "deposit");
                assertThat(partner.fixed()).containsEntry("currency", "USD");
              });
    }
  }

  /** Secrets do not belong into the file, and the console is still to come. */
  private static boolean isToBeShown(String name) {
    boolean secret = name.startsWith("xtracker.bearer") || name.matches(".*(token|secret)");
    return !secret && !name.startsWith("console.");
  }
}
