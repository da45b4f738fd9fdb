package io.botfunnel.tracking.chaos;

import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.outbox.Books;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lives of the bot, one after the other, with one outbox: each goes on where the last one
 * ended, and tells some old stories again. Used by one thread.
 */
final class Lives implements AutoCloseable {
  private static final int RETOLD = 3;

  private final Path outbox;
  private final XtrackerServer tracker;
  private final long seed;
  private final Random random;
  private final Accounts accounts;
  private final ChildLog log;
  private final Consumer<String> broken;
  private Duration clockOffset = Duration.ZERO;
  private String bearer;
  private @Nullable Bot bot;
  private int count;

  /**
   * @param seed of the stories
   * @param random picks what is told again
   * @param broken told of a promise that was not kept
   */
  Lives(
      Path outbox,
      XtrackerServer tracker,
      long seed,
      Random random,
      Accounts accounts,
      ChildLog log,
      Consumer<String> broken) {
    this.outbox = outbox;
    this.tracker = tracker;
    this.seed = seed;
    this.random = random;
    this.accounts = accounts;
    this.log = log;
    this.broken = broken;
    this.bearer = tracker.bearer();
  }

  void begin() {
    Life life =
        new Life(outbox, tracker.url(), seed, clockOffset, accounts.nextUser(), toBeResumed());
    bot = Bot.start(life, bearer, accounts, log, broken);
    count++;
  }

  private List<Long> toBeResumed() {
    List<Long> resumed = new ArrayList<>(accounts.unfinished());
    List<Long> old = new ArrayList<>(accounts.finished());
    Collections.shuffle(old, random);
    old.stream()
        .distinct()
        .filter(user -> !resumed.contains(user))
        .limit(RETOLD)
        .forEach(resumed::add);
    return resumed;
  }

  boolean alive() {
    return bot != null;
  }

  /** How many there were. */
  int count() {
    return count;
  }

  /** The one that lives now. */
  Bot bot() {
    if (bot == null) {
      throw new IllegalStateException("no bot lives now");
    }
    return bot;
  }

  void kill() {
    bot().kill();
    bot = null;
  }

  /** A clean end; gives the last books. */
  Books stop() {
    Books books = bot().stop();
    bot = null;
    return books;
  }

  Duration clockOffset() {
    return clockOffset;
  }

  void jumpTo(Duration offset) {
    clockOffset = offset;
    command("clock " + offset.toMillis());
    command("wake");
  }

  void useKey(String key) {
    bearer = key;
    command("key " + key);
    command("wake");
  }

  /** Tells whoever lives. */
  void command(String command) {
    if (bot != null) {
      bot.command(command);
    }
  }

  @Override
  public void close() {
    if (bot != null) {
      bot.close();
    }
  }
}
