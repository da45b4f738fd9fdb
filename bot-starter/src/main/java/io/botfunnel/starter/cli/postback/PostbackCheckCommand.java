package io.botfunnel.starter.cli.postback;

import io.botfunnel.starter.cli.command.BotOption;
import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.cli.output.Tone;
import io.botfunnel.starter.settings.OperatorSettings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code postback-check} command: finds what is wrong with a postback URL. */
@Command(
    name = "postback-check",
    description = {
      "Finds what is wrong with a postback URL that a partner called.",
      "Finds macros that were not replaced, a missing eid, decimal commas, unknown currencies, a wrong",
      "host and more, each with its remedy.",
      "Sends and records nothing. Quote the URL, or the shell cuts it at the first &.",
      "Exits with 1 if something is wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} postback-check 'https://xtracker.cc/e?token=...&event=deposit&...'",
      "  ${ROOT-COMMAND-NAME} postback-check --template 'https://...&uid={sub_id}&eid={trade_id}'"
    })
public final class PostbackCheckCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "URL",
      description = "The URL, from the partner's log of sent postbacks.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String url;

  @Option(
      names = "--template",
      description = "Checks a URL for the partner's postback field, which may contain macros.")
  private boolean template;

  @Mixin private final BotOption bot = new BotOption();
  @Mixin private final Output output = new Output();

  public PostbackCheckCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    OperatorSettings settings = bot.settings(context);
    PostbackReview review =
        new PostbackReview(
            settings.xtrackerUrl(),
            settings.knownIngestToken(),
            settings.capture().startPrefix(),
            template);
    List<PostbackReview.Fault> faults = review.of(url);
    output.object(new Checked(faults.isEmpty(), faults));
    faults.forEach(this::print);
    if (faults.isEmpty()) {
      output.say(Tone.GOOD.on("✓"), " Nothing is wrong with this URL.");
    }
    return faults.isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
  }

  private void print(PostbackReview.Fault fault) {
    output.say(Tone.BAD.on("✗"), " %s.".formatted(fault.what()));
    output.say("  → %s.".formatted(fault.remedy()));
  }

  private record Checked(boolean good, List<PostbackReview.Fault> faults) {}
}
