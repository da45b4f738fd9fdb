package io.botfunnel.starter.cli;

import io.botfunnel.starter.cli.command.BotOption;
import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.CommandException;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.doctor.TelegramProbe;
import io.botfunnel.starter.settings.OperatorSettings;
import io.botfunnel.tracking.event.ClickId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code link} command: prints the link that starts the bot with a click id. */
@Command(
    name = "link",
    description = {
      "Prints the link that starts the bot with a uid, for a walk through the funnel.",
      "The payload of the link is tracking.start-prefix and the uid.",
      "Asks Telegram for the bot's username, unless --bot gives it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} link abc123",
      "  ${ROOT-COMMAND-NAME} link abc123 --bot MyFunnelBot"
    })
final class LinkCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "UID",
      description =
          "1 to 61 characters of A-Z a-z 0-9 _ -; fewer if tracking.start-prefix is long.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String uid;

  @Option(
      names = "--bot",
      paramLabel = "NAME",
      description =
          "The bot's username. With several bots, its name in the settings, or - for the unnamed bot.")
  private @Nullable String bot;

  @Mixin private final Output output = new Output();

  LinkCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<String> bots = context.settings().bots();
    boolean several = bots.size() > 1;
    OperatorSettings settings = context.settings().of(BotOption.of(several ? bot : null, bots));
    String username = bot == null || several ? askTelegram(settings) : bot.replaceFirst("^@", "");
    String payload = settings.capture().startPrefix().payloadOf(new ClickId(uid));
    String link = "https://t.me/%s?start=%s".formatted(checked(username), payload);
    output.object(new Link(link));
    output.say(link);
    return ExitCode.DONE;
  }

  private static String checked(String name) {
    if (!name.matches("[A-Za-z0-9_]{3,32}")) {
      throw CommandException.usage(
          "--bot '%s': a username has 3 to 32 letters, digits and _"
              .formatted(DisplayText.text(name)),
          "Write it as @BotFather shows it");
    }
    return name;
  }

  private static String askTelegram(OperatorSettings settings) {
    TelegramProbe.ProbeResult me = new TelegramProbe(settings.telegram()).call("getMe");
    String name = me.result().path("username").asText("");
    if (!me.ok() || name.isEmpty()) {
      throw CommandException.unreachable(
          "Telegram was asked for the bot's username, but: %s".formatted(me.problem()),
          "Run doctor, or give the username with --bot");
    }
    return name;
  }

  private record Link(String url) {}
}
