package io.botfunnel.bot.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.bot.dispatch.HandlerGate.Turn;
import io.botfunnel.testkit.SteppingClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers side by side, and a suspect alone. */
class HandlerGateTest {
  private static final Duration AT_MOST = Duration.ofSeconds(3);

  private final SteppingClock clock = new SteppingClock();
  private final HandlerGate gate = new HandlerGate(clock, AT_MOST);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    gate.shut();
    threads.shutdownNow();
  }

  private Turn enter() throws InterruptedException {
    return gate.enter().orElseThrow();
  }

  private Turn enterAlone() throws InterruptedException {
    return gate.enterAlone().orElseThrow();
  }

  /** Begins on a thread of its own, and returns once that one waits. */
  private Future<Optional<Turn>> waiting(Callable<Optional<Turn>> entering) {
    Thread[] thread = new Thread[1];
    Future<Optional<Turn>> turn =
        threads.submit(
            () -> {
              thread[0] = Thread.currentThread();
              return entering.call();
            });
    await()
        .until(
            () ->
                thread[0] != null
                    && (thread[0].getState() == Thread.State.WAITING
                        || thread[0].getState() == Thread.State.TIMED_WAITING));
    assertThat(turn).isNotDone();
    return turn;
  }

  @Test
  void handlersRunSideBySide() throws Exception {
    enter();
    enter();
  }

  @Test
  void aSuspectWaitsForThoseThatRun() throws Exception {
    Turn first = enter();
    Turn second = enter();
    Future<Optional<Turn>> suspect = waiting(gate::enterAlone);
    gate.leave(first);
    assertThat(suspect).isNotDone();
    gate.leave(second);
    assertThat(suspect.get()).isPresent();
  }

  @Test
  void nobodyBeginsWhileASuspectWaitsOrRuns() throws Exception {
    Turn first = enter();
    Future<Optional<Turn>> suspect = waiting(gate::enterAlone);
    Future<Optional<Turn>> other = waiting(gate::enter);
    gate.leave(first);
    Turn alone = suspect.get().orElseThrow();
    assertThat(other).isNotDone();
    gate.leave(alone);
    assertThat(other.get()).isPresent();
  }

  @Test
  void suspectsRunOneAfterTheOther() throws Exception {
    Turn alone = enterAlone();
    Future<Optional<Turn>> next = waiting(gate::enterAlone);
    gate.leave(alone);
    assertThat(next.get()).isPresent();
  }

  @Test
  void othersGoOnBesideASuspectThatLetsThem() throws Exception {
    Turn alone = enterAlone();
    Future<Optional<Turn>> other = waiting(gate::enter);
    gate.open(alone);
    assertThat(other.get()).isPresent();
  }

  @Test
  void aHandlerThatHangsIsNotWaitedFor() throws Exception {
    enter();
    Future<Optional<Turn>> suspect = waiting(gate::enterAlone);
    clock.advance(AT_MOST);
    assertThat(suspect.get()).isPresent();
  }

  @Test
  void aSuspectIsOverdueOnceOthersHaveWaitedForLongEnough() throws Exception {
    Turn alone = enterAlone();
    clock.advance(AT_MOST.minusMillis(1));
    assertThat(gate.isOverdue(alone)).isFalse();
    clock.advance(AT_MOST);
    assertThat(gate.isOverdue(alone)).isTrue();
  }

  @Test
  void theTimeOfASuspectBeginsWithItsHandler() throws Exception {
    Turn alone = enterAlone();
    clock.advance(AT_MOST);
    gate.handlerBegins(alone);
    assertThat(gate.isOverdue(alone)).isFalse();
    clock.advance(AT_MOST);
    assertThat(gate.isOverdue(alone)).isTrue();
  }

  @Test
  void aClockThatIsSetBackKeepsNobodyWaiting() throws Exception {
    enter();
    clock.advance(AT_MOST.multipliedBy(-100));
    Turn alone = enterAlone();
    clock.advance(AT_MOST.multipliedBy(-100));
    assertThat(gate.isOverdue(alone)).isTrue();
    gate.leave(alone);
    enterAlone();
  }

  @Test
  void othersHaveAsMuchTimeAsTheyWaitedBeforeTheNextSuspectRuns() throws Exception {
    Turn alone = enterAlone();
    Future<Optional<Turn>> next = waiting(gate::enterAlone);
    clock.advance(AT_MOST);
    gate.open(alone);
    gate.leave(enter());
    clock.advance(AT_MOST.minusMillis(1));
    gate.leave(enter());
    assertThat(next).isNotDone();
    clock.advance(AT_MOST);
    assertThat(next.get()).isPresent();
  }

  @Test
  void nobodyBeginsOnceItIsShut() throws Exception {
    enterAlone();
    Future<Optional<Turn>> suspect = waiting(gate::enterAlone);
    Future<Optional<Turn>> other = waiting(gate::enter);
    gate.shut();
    assertThat(suspect.get()).isEmpty();
    assertThat(other.get()).isEmpty();
    assertThat(gate.enter()).isEmpty();
    assertThat(gate.enterAlone()).isEmpty();
  }

  @Test
  void aSuspectThatIsInterruptedWhileItWaitsLetsOthersGoOn() throws Exception {
    enter();
    Future<Optional<Turn>> suspect = waiting(gate::enterAlone);
    suspect.cancel(true);
    assertThat(threads.submit(gate::enter).get()).isPresent();
  }
}
