package io.botfunnel.sample.demo;

import io.botfunnel.bot.Bot;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code demo} command: runs the demo until its time is over or the process is told to end. */
@Command(
    name = "demo",
    description = {
      "Runs the bot against a local XTRACKER and a local Telegram, among simulated users.",
      "Needs no settings and keeps no files. Press Ctrl-C to stop."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} demo",
      "  ${ROOT-COMMAND-NAME} demo --for 1m --pace 3 --seed 7"
    })
public final class DemoCommand implements Callable<Integer> {
  private final Supplier<Bot> bot;

  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Stops after this time, such as 30s or 2m.")
  private @Nullable Duration time;

  @Option(
      names = "--pace",
      paramLabel = "FACTOR",
      converter = PaceFactor.class,
      defaultValue = "1",
      description = "How fast the users are: 2 is twice as fast as people. Default: 1.")
  @SuppressWarnings("NullAway.Init") // picocli sets its default
  private Pace pace;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which users come and what they do: the same again with the same. Default: 1.")
  private long seed;

  /**
   * Creates the command.
   *
   * @param bot creates the bot that the demo runs
   */
  public DemoCommand(Supplier<Bot> bot) {
    this.bot = bot;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Demo demo =
        Demo.start(bot.get(), pace, seed, spec.commandLine().getOut(), Clock.systemUTC())) {
      Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-stop"));
      demo.awaitEnd(time);
    }
    return CommandLine.ExitCode.OK;
  }
}
