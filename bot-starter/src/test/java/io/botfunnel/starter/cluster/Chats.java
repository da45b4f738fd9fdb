package io.botfunnel.starter.cluster;

import io.botfunnel.testkit.telegram.BotApiServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Users who write to the bot, a little all the time. Thread-safe. */
final class Chats implements AutoCloseable {
  private static final int CHATS = 30;
  private static final Duration PAUSE = Duration.ofMillis(40);

  /** No more than so many wait at Telegram: an outage must not leave work for minutes. */
  private static final int MOST_PENDING = 150;

  private final BotApiServer telegram;
  private final Random random;
  private final Map<Long, Integer> messages = new TreeMap<>();
  private final List<Report> expected = new ArrayList<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  Chats(BotApiServer telegram, Random random) {
    this.telegram = telegram;
    this.random = random;
  }

  void start() {
    thread.scheduleWithFixedDelay(this::write, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void write() {
    if (telegram.pending() < MOST_PENDING) {
      long user = 1L + random.nextInt(CHATS);
      write(user, messages.merge(user, 1, Integer::sum) - 1);
    }
  }

  private void write(long user, int message) {
    if (message == 0) {
      telegram.user(user).starts("fb_c" + user);
      expected.add(Report.bind(user, "c" + user));
      expected.add(Report.contact(user));
    } else if (random.nextBoolean()) {
      telegram.user(user).says("hello " + message);
    } else {
      Report paid = Report.deposit(user, "c%d-%d".formatted(user, message));
      telegram.user(user).says("%s %d %s".formatted(ReceiverChild.PAID, message, paid.id()));
      expected.add(paid);
    }
  }

  /** Nobody writes any more. */
  void finish() {
    thread.shutdown();
  }

  /** How many messages were written in each chat. */
  synchronized Map<Long, Integer> messages() {
    return Map.copyOf(messages);
  }

  /** What has to be recorded of them, each user's in order. */
  synchronized List<Report> expected() {
    return List.copyOf(expected);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
