package io.botfunnel.starter.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.UnixOperatingSystemMXBean;
import io.botfunnel.bot.Bot;
import io.botfunnel.bot.BotContext;
import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.SteppedBot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * The bot of the soak in a process of its own: inbox, hooks, conversions, gateway, delivery and
 * console. It does what the test says, a line at a time, and answers each line with one.
 */
final class SoakChild {
  static final String NOW = "SOAK_NOW";
  static final String RETENTION = "SOAK_RETENTION";
  static final String KEYS = "SOAK_KEYS";

  private final SteppedBot bot;
  private final RetentionLook retention =
      new RetentionLook(
          Duration.parse(System.getenv(RETENTION)), Duration.parse(System.getenv(KEYS)));

  private SoakChild(SteppedBot bot) {
    this.bot = bot;
  }

  /** Lives until it is killed, or its input ends with the test. */
  public static void main(String... none) throws IOException, SQLException {
    Bot funnel = Bot.handling(SoakChild::handle).onConversion((conversion, user) -> {});
    SteppedBot bot = SteppedBot.start(funnel, Instant.parse(System.getenv(NOW)));
    URI gateway = bot.application().gateway().orElseThrow();
    Said.say(Said.UP + gateway);
    try {
      new SoakChild(bot).obey();
      Runtime.getRuntime().halt(0);
    } catch (RuntimeException | Error e) {
      // The bot's own threads would keep the process, and the test waiting
      e.printStackTrace();
      Runtime.getRuntime().halt(2);
    }
  }

  private static void handle(BotContext context) {
    String[] words = context.text().split(" ", -1);
    if (words[0].equals("/register")) {
      context.tracking().registration(words[1]);
    } else if (words[0].equals("/pay")) {
      context.tracking().deposit(words[1], words[2], words[3]);
    }
  }

  private void obey() throws IOException, SQLException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", 2);
      Said.say(answer(words[0], words[1]));
    }
  }

  private String answer(String command, String argument) throws SQLException {
    return switch (command) {
      case "step" -> {
        bot.stepTo(Instant.parse(argument));
        yield Said.json(standing());
      }
      case "look" -> Said.json(look(Instant.parse(argument)));
      case "backup" -> {
        bot.application().tracking().operations().backup(Path.of(argument), "soak");
        yield "done";
      }
      case "stop" -> {
        bot.close();
        yield "done";
      }
      default -> throw new IllegalArgumentException(command);
    };
  }

  private Standing standing() {
    BotApplication application = bot.application();
    return new Standing(
        application.health().outbox(), application.inboxBooks(), application.conversionBooks());
  }

  private Look look(Instant youngSince) throws SQLException {
    long overdue = retention.overdue(bot.application().tracking(), bot.now());
    long young = retention.young(bot.application().tracking(), youngSince);
    System.gc();
    System.gc();
    return new Look(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
            .getOpenFileDescriptorCount(),
        overdue,
        young);
  }
}
