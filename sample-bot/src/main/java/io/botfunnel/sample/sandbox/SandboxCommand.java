package io.botfunnel.sample.sandbox;

import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code sandbox} command: keeps a sandbox open until the process is told to end. */
@Command(
    name = "sandbox",
    description = {
      "Runs a local XTRACKER and a local Telegram Bot API, for offline work in any language.",
      "Prints the variables to export, and how to act as a user. Keeps no files. Press Ctrl-C to stop."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} sandbox --xtracker-port 9090 --bot-api-port 9091",
      "  ${ROOT-COMMAND-NAME} run    in a terminal with the printed variables"
    })
public final class SandboxCommand implements Callable<Integer> {
  private static final String FREE_PORT = "0";

  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--xtracker-port",
      paramLabel = "N",
      converter = PortNumber.class,
      defaultValue = FREE_PORT,
      description = "The port of XTRACKER on 127.0.0.1. Default: a free port.")
  private int xtrackerPort;

  @Option(
      names = "--bot-api-port",
      paramLabel = "N",
      converter = PortNumber.class,
      defaultValue = FREE_PORT,
      description = "The port of the Bot API on 127.0.0.1. Default: a free port.")
  private int botApiPort;

  @Option(
      names = "--control-port",
      paramLabel = "N",
      converter = PortNumber.class,
      defaultValue = FREE_PORT,
      description = "The port on 127.0.0.1 for acting as users. Default: a free port.")
  private int controlPort;

  private final CountDownLatch end = new CountDownLatch(1);

  @Override
  public Integer call() throws InterruptedException {
    try (XtrackerServer tracker = open("--xtracker-port", xtrackerPort, XtrackerServer::start);
        BotApiServer telegram = open("--bot-api-port", botApiPort, BotApiServer::start);
        Sandbox sandbox = new Sandbox(tracker, telegram);
        ControlServer control =
            open("--control-port", controlPort, port -> ControlServer.start(port, sandbox))) {
      Guide.print(sandbox, control.url(), spec.commandLine().getOut());
      end.await();
    }
    return CommandLine.ExitCode.OK;
  }

  /** Ends {@link #call}, which otherwise runs until the process ends. */
  void end() {
    end.countDown();
  }

  private <T> T open(String option, int port, IntFunction<T> server) {
    try {
      return server.apply(port);
    } catch (UncheckedIOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: %s. Stop the program that uses the port, choose another, or leave out the option"
              .formatted(option, String.valueOf(e.getMessage())),
          e);
    }
  }
}
