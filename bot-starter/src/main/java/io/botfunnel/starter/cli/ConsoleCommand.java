package io.botfunnel.starter.cli;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.outbox.ConsoleClient;
import io.botfunnel.starter.cli.outbox.OpenOutbox;
import io.botfunnel.starter.cli.outbox.OutboxUrlOption;
import io.botfunnel.starter.cli.output.Output;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code console} command: prints a link to the operator's page of the running bot. */
@Command(
    name = "console",
    description = {
      "Prints a link that opens the operator's page of the running bot.",
      "The link lets in one browser, once, within 5 minutes. With --key, prints a key that lets scripts",
      "call the page's API for an hour. Both let their holder read and erase every user's events."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} console",
      "  KEY=$(${ROOT-COMMAND-NAME} console --key)",
      "  curl -H \"X-BotFunnel-Key: $KEY\" http://127.0.0.1:8090/api/status"
    })
final class ConsoleCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(names = "--key", description = "Prints a key for scripts instead of a link.")
  private boolean key;

  @Mixin private final OutboxUrlOption outbox = new OutboxUrlOption();
  @Mixin private final Output output = new Output();

  ConsoleCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String what = key ? "key" : "link";
    String value = value();
    output.object(Map.of(what, value));
    output.say(value);
    return ExitCode.DONE;
  }

  private String value() {
    ConsoleClient console =
        OpenOutbox.consoleOf(
            outbox.url(context), context.settings().console().port(), context.clock());
    return key ? console.scriptKey() : console.link().toString();
  }
}
