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
      "Prints the link that starts the bot with a uid, to walk the funnel.",
      "The uid stands behind tracking.start-prefix.",
      "Asks Telegram for the bot's username with its token, unless --bot gives it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} link abc123",
      "  ${ROOT-COMMAND-NAME} link abc123 --bot MyFunnelBot"
    })
final class LinkCommand implements Callable<Integer> {
  private final CommandContext workplace;

  @Parameters(
      paramLabel = "UID",
      description =
          "1 to 61 characters of A-Z a-z 0-9 _ -; fewer where tracking.start-prefix is long.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String uid;

  @Option(
      names = "--bot",
      paramLabel = "NAME",
      description =
          "The bot's username; where there are several, its name in the settings, or - for the one without.")
  private @Nullable String bot;

  @Mixin private final Output output = new Output();

  LinkCommand(CommandContext workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    List<String> bots = workplace.settings().bots();
    boolean several = bots.size() > 1;
    OperatorSettings settings = workplace.settings().of(BotOption.of(several ? bot : null, bots));
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
          "--bot '%s': a username has letters, digits and _. Write it as @BotFather shows it"
              .formatted(DisplayText.text(name)));
    }
    return name;
  }

  private static String askTelegram(OperatorSettings settings) {
    TelegramProbe.Answer me = new TelegramProbe(settings.telegram()).call("getMe");
    String name = me.result().path("username").asText("");
    if (!me.ok() || name.isEmpty()) {
      throw CommandException.unreachable(
          "Telegram does not say the bot's name: %s. Run doctor, or give the name with --bot"
              .formatted(me.problem()));
    }
    return name;
  }

  private record Link(String url) {}
}
