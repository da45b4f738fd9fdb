package io.botfunnel.sample.demo;

import io.botfunnel.testkit.telegram.BotApiServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Simulated users who arrive one after the other. Runs on the timetable's thread. */
final class Crowd {
  private static final long FIRST_ID = 1_000;
  private static final Duration CLOSEST = Duration.ofMillis(1_500);
  private static final Duration FARTHEST = Duration.ofSeconds(3);

  private final BotApiServer telegram;
  private final long channel;
  private final Broker broker;
  private final long seed;
  private final Pace pace;
  private final Timetable timetable;
  private final Chance chance;
  private final AtomicInteger arrived = new AtomicInteger();

  /**
   * @param channel the id of the channel that some join
   * @param broker the broker at which some deposit
   */
  Crowd(
      BotApiServer telegram,
      long channel,
      Broker broker,
      long seed,
      Pace pace,
      Timetable timetable) {
    this.telegram = telegram;
    this.channel = channel;
    this.broker = broker;
    this.seed = seed;
    this.pace = pace;
    this.timetable = timetable;
    this.chance = new Chance(seed);
  }

  void start() {
    timetable.after(Duration.ZERO, this::welcomeNext);
  }

  /** Returns how many users have arrived so far. */
  int arrived() {
    return arrived.get();
  }

  private void welcomeNext() {
    visitor(arrived.incrementAndGet()).goOn();
    timetable.after(pace.of(chance.between(CLOSEST, FARTHEST)), this::welcomeNext);
  }

  /** Each user has their own random numbers, so that no journey depends on timing. */
  private Visitor visitor(int number) {
    Chance own = new Chance(seed * 31 + number);
    var acts = Journey.of(number, own, channel, broker).iterator();
    return new Visitor(telegram.user(FIRST_ID + number), acts, own, pace, timetable);
  }
}
