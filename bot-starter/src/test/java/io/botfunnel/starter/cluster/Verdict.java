package io.botfunnel.starter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.telegram.SentMessage;
import io.botfunnel.testkit.xtracker.Ledger;
import io.botfunnel.testkit.xtracker.ReceivedCall;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares what was acknowledged and written with what the tracker and Telegram saw. */
final class Verdict {
  private final List<Report> expected;
  private final Ledger ledger;
  private final Map<String, Long> orders = new HashMap<>();
  private int repeats;

  /**
   * @param expected what has to be recorded, each user's in order
   */
  Verdict(List<Report> expected, Ledger ledger) {
    this.expected = expected;
    this.ledger = ledger;
    ledger.events().forEach(event -> orders.put(String.valueOf(event.eid()), event.order()));
    ledger
        .binds()
        .forEach(bind -> orders.put("bind-" + bind.tgId() + "-" + bind.uid(), bind.order()));
  }

  void everyConversionIsThereOnce() {
    assertThat(ledger.events().size() + ledger.binds().size()).isEqualTo(orders.size());
    assertThat(orders.keySet())
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(Report::eid).toList());
    assertThat(ledger.revenue(Report.CURRENCY))
        .isEqualByComparingTo(String.valueOf(expected.stream().filter(Report::isDeposit).count()));
    assertThat(ledger.events())
        .allSatisfy(event -> assertThat(orders).containsKey(bindOf(event.uid())));
  }

  /** Users of workers have numbers behind a w, those of chats behind a c. */
  private static String bindOf(String uid) {
    return "bind-" + uid.substring(1) + "-" + uid;
  }

  void everyUsersOrderIsKept() {
    Map<Long, Report> latest = new HashMap<>();
    for (Report report : expected) {
      Report before = latest.put(report.user(), report);
      if (before != null) {
        assertThat(orders.get(report.eid()))
            .as("%s after %s", report, before)
            .isGreaterThan(orders.get(before.eid()));
      }
    }
  }

  void everyAttemptHadTheSameBytes() {
    Map<String, List<ReceivedCall>> attempts =
        ledger.calls().stream()
            .collect(Collectors.groupingBy(call -> call.path() + call.uid() + call.eid()));
    assertThat(attempts.values())
        .allSatisfy(
            calls ->
                assertThat(calls).extracting(ReceivedCall::body).containsOnly(calls.get(0).body()));
  }

  /**
   * What a handler had is what was written, in order; the latest may come again, where the process
   * that had it was killed just then, or PostgreSQL was away.
   */
  void everyMessageIsHandledInOrder(
      Map<Long, Integer> written, BotApiServer telegram, Ordeal ordeal) {
    written.forEach((chat, count) -> inOrder(chat, count, handled(telegram, chat), ordeal));
  }

  private static List<Handled> handled(BotApiServer telegram, long chat) {
    return telegram.sentTo(chat).stream().map(SentMessage::text).map(Handled::parse).toList();
  }

  private void inOrder(long chat, int count, List<Handled> handled, Ordeal ordeal) {
    Handled latest = null;
    for (Handled next : handled) {
      if (latest != null && next.message() == latest.message()) {
        assertThat(ordeal.excuses(latest))
            .as("chat %d: %s came again: %s", chat, latest, next)
            .isTrue();
        repeats++;
      }
      latest = next;
    }
    assertThat(handled.stream().map(Handled::message).distinct().toList())
        .as("chat %d", chat)
        .isEqualTo(IntStream.range(0, count).boxed().toList());
    assertThat(handled)
        .as("chat %d", chat)
        .isSortedAccordingTo(java.util.Comparator.comparingInt(Handled::message));
  }

  /** How many messages were handled once more. */
  int repeats() {
    return repeats;
  }

  void theBooksBalance(Operations operations, int updates) {
    Books outbox = operations.books(Topic.OUTBOX);
    assertThat(outbox).matches(Books::balanced, "balanced");
    assertThat(outbox.accepted()).isEqualTo(expected.size());
    assertThat(outbox.delivered() + outbox.duplicate()).isEqualTo(expected.size());
    assertThat(operations.books(Topic.INBOX)).isEqualTo(new Books(updates, 0, updates, 0, 0, 0));
    assertThat(operations.books(Topic.CONVERSIONS)).isEqualTo(new Books(0, 0, 0, 0, 0, 0));
  }
}
