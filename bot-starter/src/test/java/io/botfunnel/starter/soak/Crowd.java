package io.botfunnel.starter.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.telegram.FakeUser;
import io.botfunnel.testkit.xtracker.FakePartner;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Users who come by a click, join, register and pay, and a partner who reports what they do there;
 * and what of it has to be in the books and at the tracker. Used by one thread.
 */
final class Crowd implements AutoCloseable {
  static final long CHANNEL = -1_001_234_567_890L;

  /** Whether it is new here or was taken before its answer was lost. */
  private static final String TAKEN = "\"ok\":true";

  private static final int CALLS_AT_ONCE = 12;
  private static final int MOST_CALLS = 5;
  private static final int ONE_IN = 100;
  private static final long FIRST_USER = 1_000_000;

  private final BotApiServer telegram;
  private final XtrackerServer tracker;
  private final int usersAStep;
  private final ExecutorService calls = Executors.newFixedThreadPool(CALLS_AT_ONCE);
  private final List<String> rows = new ArrayList<>();
  private final Map<Integer, Long> acceptedByDay = new HashMap<>();
  private @Nullable FakePartner partner;
  private long nextUser = FIRST_USER;
  private long cohort = FIRST_USER;
  private long updates;
  private long events;
  private long binds;
  private long refused;

  Crowd(BotApiServer telegram, XtrackerServer tracker, int usersAStep) {
    this.telegram = telegram;
    this.tracker = tracker;
    this.usersAStep = usersAStep;
  }

  /** A step: some come, and those of the step before pay. */
  void act(int day) {
    pay(day);
    cohort = nextUser;
    for (int i = 0; i < usersAStep; i++) {
      comes(day, nextUser++);
    }
  }

  private void comes(int day, long user) {
    FakeUser someone = telegram.user(user);
    someone.starts("fb_" + uid(user)).joins(CHANNEL).says("/register trader-" + user);
    updates += 3;
    binds++;
    accepted(day, 1);
    row(day, "contact", user, "contact-" + user, null, null);
    row(day, "subscribed", user, "subscribed-" + user, null, null);
    row(day, "registration", user, "trader-" + user, null, null);
  }

  /** Those of the step before pay: twice as the bot reports, once in Telegram, once elsewhere. */
  private void pay(int day) {
    List<Future<String>> answers =
        LongStream.range(cohort, nextUser)
            .mapToObj(user -> calls.submit(() -> reported(user)))
            .toList();
    for (long user = cohort; user < nextUser; user++) {
      String prefix = user % ONE_IN == 0 ? Weather.REFUSED : "";
      telegram
          .user(user)
          .says("/pay 25.00 USD " + prefix + "a-" + user)
          .says("/pay 10.00 USD b-" + user)
          .pays("EUR", 4_900, "charge-" + user);
      updates += 3;
      deposit(day, user, prefix + "a-" + user, "25.00", "USD");
      deposit(day, user, "b-" + user, "10.00", "USD");
      deposit(day, user, "charge-" + user, "49.00", "EUR");
      deposit(day, user, "p-" + user, "70.00", "USD");
    }
    assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).contains(TAKEN));
  }

  /** The partner reports a deposit of an earlier day once more. */
  void reportAgain(int day, int ofDay, boolean keyIsKnown) {
    long user = FIRST_USER + (long) (ofDay - 1) * SoakDays.HOURS / SoakDays.STEP_HOURS * usersAStep;
    assertThat(reported(user))
        .as("on day %d a deposit of day %d", day, ofDay)
        .contains(keyIsKnown ? "duplicate" : "queued");
    if (!keyIsKnown) {
      events++;
      accepted(day, 1);
    }
  }

  /** From here on the partner calls this gateway. */
  void calls(URI gateway) {
    partner =
        new FakePartner(
            gateway
                + "/e?token="
                + tracker.ingestToken()
                + "&event=deposit&uid={uid}&value=70.00&currency=USD&eid={id}");
  }

  /** A partner that has no answer calls again, as partners do. */
  private String reported(long user) {
    Map<String, String> macros = Map.of("uid", uid(user), "id", "p-" + user);
    for (int call = 1; ; call++) {
      try {
        return Objects.requireNonNull(partner).reports(macros).body();
      } catch (UncheckedIOException e) {
        if (call == MOST_CALLS) {
          throw e;
        }
      }
    }
  }

  private void deposit(int day, long user, String id, String value, String currency) {
    if (id.startsWith(Weather.REFUSED)) {
      refused++;
      events++;
      accepted(day, 1);
    } else {
      row(day, "deposit", user, "dep-" + id, value, currency);
    }
  }

  private void row(int day, String event, long user, String eid, String value, String currency) {
    rows.add(shown(event, uid(user), eid, value, currency));
    events++;
    accepted(day, 1);
  }

  private void accepted(int day, int more) {
    acceptedByDay.merge(day, (long) more, Long::sum);
  }

  static String shown(String event, String uid, String eid, String value, String currency) {
    return "%s %s %s %s %s".formatted(event, uid, eid, value, currency);
  }

  private static String uid(long user) {
    return "click-" + user;
  }

  /** What the tracker must have in the end, once each. */
  List<String> rows() {
    return rows;
  }

  /** Updates sent. */
  long updates() {
    return updates;
  }

  /** Events that were reported, each once. */
  long events() {
    return events;
  }

  /** What has to be accepted: events and binds. */
  long accepted() {
    return events + binds;
  }

  /** What the tracker refuses. */
  long refused() {
    return refused;
  }

  /** What was accepted on these days, both included. */
  long acceptedFrom(int firstDay, int lastDay) {
    return acceptedByDay.entrySet().stream()
        .filter(each -> each.getKey() >= firstDay && each.getKey() <= lastDay)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Override
  public void close() {
    calls.shutdownNow();
  }
}
