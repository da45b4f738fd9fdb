package io.botfunnel.sample.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.BotApiServer;
import io.botfunnel.testkit.Fault;
import io.botfunnel.testkit.Ledger;
import io.botfunnel.testkit.ReceivedCall;
import io.botfunnel.testkit.RecordedBind;
import io.botfunnel.testkit.RecordedEvent;
import io.botfunnel.testkit.SentMessage;
import io.botfunnel.testkit.XtrackerServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample bot is killed (SIGKILL) again and again while users walk the funnel and the tracker
 * misbehaves; in the end every conversion is there exactly once.
 */
class KilledBotIT {
  private static final int KILLS = Integer.getInteger("botfunnel.kills", 12);
  private static final int USERS_PER_LIFE = 5;
  private static final long SEED = Long.getLong("botfunnel.seed", 20_261_123L);

  @TempDir Path folder;
  @AutoClose private final XtrackerServer xtracker = XtrackerServer.start();
  @AutoClose private final BotApiServer telegram = BotApiServer.start();
  private final Random random = new Random(SEED);
  private int users;

  @Test
  void losesNothingAndDoublesNothing() throws Exception {
    BotProcess bot = new BotProcess(folder, xtracker, telegram);
    for (int kill = 0; kill < KILLS; kill++) {
      xtracker.failRandomly(
          0.2,
          SEED + kill,
          Fault.RESET_BEFORE_RECORDING,
          Fault.RESET_AFTER_RECORDING,
          Fault.HALF_BODY_AFTER_RECORDING,
          Fault.INTERNAL_500,
          Fault.EMPTY_200,
          Fault.RATE_LIMITED_429_BARE);
      liveAndDie(bot);
    }
    xtracker.heal();
    Process last = bot.start();
    try {
      await().atMost(Duration.ofMinutes(2)).until(this::everythingArrived);
      assertThat(BotProcess.terminate(last)).as("SIGTERM ends it within 10 s").isTrue();
    } finally {
      last.destroyForcibly();
    }
    everyConversionCountsOnce();
    everyBindCameFirst();
    everyRetryWasTheSameToTheByte();
    everyUpdateWasHandled();
    noSecretIsInAnyFile();
    System.out.printf(
        "%d kills, %d users, %d calls, %d duplicates%n",
        KILLS, users, ledger().calls().size(), ledger().duplicates());
  }

  /** Some users walk; after a random number of calls the bot is killed. */
  private void liveAndDie(BotProcess bot) throws Exception {
    int before = ledger().calls().size();
    Process life = bot.start();
    try {
      for (int i = 0; i < USERS_PER_LIFE; i++) {
        walk(++users);
      }
      int enough = before + 3 + random.nextInt(4 * USERS_PER_LIFE);
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(1 + random.nextInt(20)))
          .until(() -> ledger().calls().size() >= enough || everythingArrived());
    } finally {
      BotProcess.kill(life);
    }
  }

  private void walk(int user) {
    telegram
        .user(user)
        .starts("fb_click" + user)
        .says("/subscribe")
        .says("/register trader" + user)
        .says("/deposit 25 USD first" + user)
        .says("/deposit 10.50 EUR second" + user);
  }

  private Ledger ledger() {
    return xtracker.ledger();
  }

  private boolean everythingArrived() {
    return ledger().events().size() >= 5 * users
        && ledger().binds().size() >= users
        && IntStream.rangeClosed(1, users).allMatch(user -> repliesTo(user).size() >= 5);
  }

  private List<String> repliesTo(int user) {
    return telegram.sentTo(user).stream().map(SentMessage::text).toList();
  }

  private void everyConversionCountsOnce() {
    List<String> expected =
        IntStream.rangeClosed(1, users)
            .boxed()
            .flatMap(
                user ->
                    Stream.of(
                        "contact-" + user,
                        "subscribed-" + user,
                        "trader" + user,
                        "dep-first" + user,
                        "dep-second" + user))
            .toList();
    assertThat(ledger().events())
        .extracting(RecordedEvent::eid)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(ledger().revenue("USD")).isEqualByComparingTo(BigDecimal.valueOf(25L * users));
    assertThat(ledger().revenue("EUR"))
        .isEqualByComparingTo(new BigDecimal("10.5").multiply(BigDecimal.valueOf(users)));
  }

  private void everyBindCameFirst() {
    Map<String, Long> binds =
        ledger().binds().stream().collect(Collectors.toMap(RecordedBind::uid, RecordedBind::order));
    assertThat(ledger().events())
        .allSatisfy(event -> assertThat(binds.get(event.uid())).isLessThan(event.order()));
  }

  private void everyRetryWasTheSameToTheByte() {
    Map<String, List<ReceivedCall>> byIdentity =
        ledger().calls().stream()
            .collect(
                Collectors.groupingBy(call -> call.path() + " " + call.uid() + " " + call.eid()));
    assertThat(byIdentity.values())
        .allSatisfy(
            calls ->
                assertThat(calls).extracting(ReceivedCall::body).containsOnly(calls.get(0).body()));
    assertThat(byIdentity.values()).as("some were retried").anyMatch(calls -> calls.size() > 1);
  }

  private void everyUpdateWasHandled() {
    assertThat(telegram.pending()).isZero();
    for (int user = 1; user <= users; user++) {
      assertThat(String.join("\n", repliesTo(user))).contains("first" + user, "second" + user);
    }
  }

  private void noSecretIsInAnyFile() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes).as(file.toString()).doesNotContain(telegram.token(), xtracker.bearer());
      }
    }
  }
}
