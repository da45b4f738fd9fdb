package io.botfunnel.starter.cli;

import io.botfunnel.bot.Bot;
import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.CommandException;
import io.botfunnel.starter.cli.command.CommandStyle;
import io.botfunnel.starter.cli.outbox.BackupCommand;
import io.botfunnel.starter.cli.outbox.EraseCommand;
import io.botfunnel.starter.cli.outbox.ExportCommand;
import io.botfunnel.starter.cli.outbox.ForgetCommand;
import io.botfunnel.starter.cli.outbox.ListCommand;
import io.botfunnel.starter.cli.outbox.MoveCommand;
import io.botfunnel.starter.cli.outbox.OutboxCommand;
import io.botfunnel.starter.cli.outbox.RepairCommand;
import io.botfunnel.starter.cli.outbox.RetryCommand;
import io.botfunnel.starter.cli.outbox.SendCommand;
import io.botfunnel.starter.cli.outbox.ShowCommand;
import io.botfunnel.starter.cli.outbox.StatusCommand;
import io.botfunnel.starter.cli.outbox.UserCommand;
import io.botfunnel.starter.cli.output.ProcessTerminal;
import io.botfunnel.starter.cli.postback.PostbackCheckCommand;
import io.botfunnel.starter.cli.postback.PostbackUrlCommand;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.starter.logging.ConsoleText;
import io.botfunnel.starter.settings.OperatorSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/**
 * The command line of a bot: runs the bot and gives its operator commands to look after it.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *   System.exit(new BotCommands("my-bot", context -> context.reply("Hello!")).execute(args));
 * }
 * }</pre>
 *
 * <p>If a program calls {@code BotApplication.run} itself, start this class for the same commands
 * except {@code run}: {@code java -cp my-bot.jar io.botfunnel.starter.cli.BotCommands console}.
 *
 * <p>Commands talk to the running bot through its console, or open its outbox if no bot runs. Not
 * thread-safe.
 */
public final class BotCommands {
  private final String program;
  private final Runnable bots;
  private final List<Object> additional = new ArrayList<>();
  private String description = "A Telegram bot whose funnel is tracked.";

  /**
   * @param program the name of the jar, without {@code .jar}: help and errors tell operators to
   *     write {@code java -jar <program>.jar}
   * @param handler the handler of the bot that {@code run} starts
   */
  public BotCommands(String program, UpdateHandler handler) {
    this(program, Bot.handling(handler));
  }

  /**
   * @param program the name of the jar, without {@code .jar}
   * @param bot the bot that {@code run} starts
   */
  public BotCommands(String program, Bot bot) {
    this(program, () -> BotApplication.run(bot));
  }

  /**
   * @param program the name of the jar, without {@code .jar}
   * @param bots the bots that {@code run} starts, each by its name in the settings
   */
  public BotCommands(String program, Map<String, Bot> bots) {
    this(program, () -> BotApplication.run(bots));
  }

  private BotCommands(String program, Runnable bots) {
    this.program = program;
    this.bots = bots;
  }

  /** Executes a command for a bot whose own program has no command line. */
  public static void main(String[] arguments) {
    System.exit(
        new BotCommands("my-bot", BotCommands::refuseToRun)
            .described("The commands of a bot that its own program runs.")
            .execute(arguments));
  }

  private static void refuseToRun() {
    throw CommandException.usage(
        "This program has the commands but no bot", "Start the bot with its own program");
  }

  /** Sets the sentence that describes the bot; it is the first line of the help. */
  public BotCommands described(String sentence) {
    description = sentence;
    return this;
  }

  /**
   * Adds a command of the bot's own.
   *
   * @param command an object annotated with picocli's {@code @Command}
   */
  public BotCommands with(Object command) {
    additional.add(command);
    return this;
  }

  /**
   * Executes a command.
   *
   * @return the exit code. 0: done. 1: something is wrong or nothing matched. 2: the command line
   *     or a setting is wrong. 3: the outbox, the bot or a server cannot be reached.
   */
  public int execute(String... arguments) {
    BotLogging.install(List.of());
    return onThisConsole(commandLine()).execute(arguments);
  }

  @SuppressWarnings("SystemOut") // a command line answers on standard output
  private static CommandLine onThisConsole(CommandLine commands) {
    return commands
        .setOut(ConsoleText.ofStandardOutput().writerTo(System.out))
        .setErr(ConsoleText.ofStandardError().writerTo(System.err));
  }

  /** Returns the picocli command line, for tests that check what it prints. */
  public CommandLine commandLine() {
    Clock clock = Clock.systemUTC();
    return commandLine(
        new CommandContext(OperatorSettings.ofThisProcess(), new ProcessTerminal(), clock));
  }

  CommandLine commandLine(CommandContext context) {
    CommandLine root =
        new CommandLine(new RootCommand())
            .setCommandName("java -jar " + program + ".jar")
            .addSubcommand(new RunCommand(bots));
    additional.forEach(root::addSubcommand);
    operatorCommands(context).forEach(root::addSubcommand);
    root.addSubcommand(CompletionCommand.of(program)).addSubcommand(new HelpCommand());
    root.getCommandSpec().usageMessage().description(description);
    return CommandStyle.applied(root, program);
  }

  private static List<Object> operatorCommands(CommandContext context) {
    return List.of(
        new DoctorCommand(context),
        new ConsoleCommand(context),
        outbox(context),
        new UserCommand(context),
        new SendCommand(context),
        new LinkCommand(context),
        new PostbackUrlCommand(context),
        new PostbackCheckCommand(context),
        new ForgetCommand(context));
  }

  private static CommandLine outbox(CommandContext context) {
    return new CommandLine(new OutboxCommand())
        .addSubcommand(new StatusCommand(context))
        .addSubcommand(new ListCommand(context))
        .addSubcommand(new ShowCommand(context))
        .addSubcommand(new RetryCommand(context))
        .addSubcommand(new EraseCommand(context))
        .addSubcommand(new ExportCommand(context))
        .addSubcommand(new BackupCommand(context))
        .addSubcommand(new MoveCommand(context))
        .addSubcommand(new RepairCommand(context));
  }
}
