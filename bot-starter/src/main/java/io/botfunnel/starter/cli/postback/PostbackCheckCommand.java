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

/** The {@code postback-check} command: says what is wrong with a postback URL. */
@Command(
    name = "postback-check",
    description = {
      "Says what is wrong with a postback URL that a partner called.",
      "Macros that were not replaced, a missing eid, decimal commas, unknown currencies, a wrong",
      "host and more, each with what to do.",
      "Calls nobody and records nothing. Put the URL in quotes, or the shell cuts it at the &.",
      "Exits with 1 where something is wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} postback-check 'https://xtracker.cc/e?token=...&event=deposit&...'",
      "  ${ROOT-COMMAND-NAME} postback-check --template 'https://...&uid={sub_id}&eid={trade_id}'"
    })
public final class PostbackCheckCommand implements Callable<Integer> {
  private final CommandContext workplace;

  @Parameters(paramLabel = "URL", description = "From the partner's log of sent postbacks.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String url;

  @Option(
      names = "--template",
      description = "It is what goes into the partner's field: macros belong in it.")
  private boolean template;

  @Mixin private final BotOption bot = new BotOption();
  @Mixin private final Output output = new Output();

  public PostbackCheckCommand(CommandContext workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    OperatorSettings settings = bot.settings(workplace);
    PostbackReview review =
        new PostbackReview(
            settings.xtrackerUrl(),
            settings.knownIngestToken(),
            settings.capture().startPrefix(),
            template);
    List<PostbackReview.Fault> faults = review.of(url);
    output.object(new Checked(faults.isEmpty(), faults));
    faults.forEach(this::tell);
    if (faults.isEmpty()) {
      output.say(Tone.GOOD.on("✓"), " Nothing is wrong with it.");
    }
    return faults.isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
  }

  private void tell(PostbackReview.Fault fault) {
    output.say(Tone.BAD.on("✗"), " %s.".formatted(fault.what()));
    output.say("  → %s.".formatted(fault.remedy()));
  }

  private record Checked(boolean good, List<PostbackReview.Fault> faults) {}
}
