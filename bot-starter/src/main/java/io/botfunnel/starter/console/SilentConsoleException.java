package io.botfunnel.starter.console;

/**
 * A console accepts connections but does not answer. If it is the bot's, its process is stopped or
 * hangs. The outbox shows which, because a running bot holds it.
 */
public final class SilentConsoleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ConsoleAddress console;

  /** Creates the exception for the console at the given address. */
  public SilentConsoleException(ConsoleAddress console, Throwable cause) {
    super("The console at %s does not answer".formatted(console.url()), cause);
    this.console = console;
  }

  /** Names the hung process for an operator, as part of a sentence. */
  public String process() {
    return console.pid() == 0 ? "the bot's process" : "the bot's process " + console.pid();
  }

  /** Describes the problem, as a sentence. */
  public String what() {
    return "Hung: a bot has the outbox, and its console at %s takes connections and answers none"
        .formatted(console.url());
  }

  /** Describes the remedy, as a sentence. */
  public String remedy() {
    String pid = console.pid() == 0 ? "its process" : String.valueOf(console.pid());
    return "If %s was stopped (SIGSTOP, a debugger), resume it: kill -CONT %s. Otherwise end it and start the bot again; nothing that was acknowledged is lost"
        .formatted(process(), pid);
  }
}
