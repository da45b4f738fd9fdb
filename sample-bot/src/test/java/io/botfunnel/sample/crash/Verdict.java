package io.botfunnel.sample.crash;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.xtracker.Ledger;
import io.botfunnel.testkit.xtracker.ReceivedCall;
import io.botfunnel.testkit.xtracker.RecordedBind;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what users did with what the tracker, Telegram and the books have, at the end. */
final class Verdict {
  private static final BigDecimal USD_OF_EACH = new BigDecimal("44.75");
  private static final BigDecimal EUR_OF_EACH = new BigDecimal("10.50");

  private final List<Customer> customers;
  private final Ledger ledger;
  private final Replies replies;
  private final Map<String, Long> orders;

  Verdict(List<Customer> customers, Ledger ledger, Replies replies) {
    this.customers = customers;
    this.ledger = ledger;
    this.replies = replies;
    this.orders =
        ledger.events().stream()
            .collect(Collectors.toMap(Verdict::name, RecordedEvent::order, Math::min));
  }

  void judge() {
    everyConversionIsOneRow();
    everyRowIsItsUsers();
    everyUsersOrderIsKept();
    theRevenueIsWhatWasPaid();
    everyAttemptHadTheSameBytes();
    everyUpdateWasHandled();
    everyDepositWasThankedFor();
  }

  private static String name(RecordedEvent event) {
    return event.event() + " " + event.eid();
  }

  /** By the tracker's own key, in which the uid is. */
  private void everyConversionIsOneRow() {
    Map<String, Long> rows =
        ledger.events().stream().collect(groupingBy(Verdict::name, counting()));
    Map<String, Long> expected = new TreeMap<>();
    for (Customer customer : customers) {
      customer.conversions().forEach(conversion -> expected.put(conversion, 1L));
    }
    List<String> missing =
        expected.keySet().stream().filter(each -> !rows.containsKey(each)).toList();
    assertThat(missing).as("missing at the tracker").isEmpty();
    assertThat(new TreeMap<>(rows)).as("rows by conversion").isEqualTo(expected);
  }

  /** Nobody's event goes out before the bind of the uid that it carries. */
  private void everyRowIsItsUsers() {
    Map<String, RecordedBind> binds =
        ledger.binds().stream().collect(Collectors.toMap(RecordedBind::uid, bind -> bind));
    assertThat(binds.keySet())
        .containsExactlyInAnyOrderElementsOf(
            customers.stream().flatMap(customer -> customer.clicks().stream()).toList());
    for (Customer customer : customers) {
      for (String conversion : customer.conversions()) {
        RecordedEvent row = row(conversion);
        assertThat(customer.clicks()).as(conversion).contains(row.uid());
        assertThat(binds.get(row.uid()).order()).as(conversion).isLessThan(row.order());
      }
    }
  }

  private RecordedEvent row(String conversion) {
    String eid = conversion.substring(conversion.indexOf(' ') + 1);
    return ledger.event(eid).orElseThrow();
  }

  private void everyUsersOrderIsKept() {
    for (Customer customer : customers) {
      assertThat(customer.inOrder().stream().map(orders::get).toList())
          .as("%s, whose bot said %s", customer.inOrder(), replies.in(customer.id()))
          .isSorted();
    }
  }

  private void theRevenueIsWhatWasPaid() {
    BigDecimal users = BigDecimal.valueOf(customers.size());
    assertThat(ledger.revenue("USD")).isEqualByComparingTo(USD_OF_EACH.multiply(users));
    assertThat(ledger.revenue("EUR")).isEqualByComparingTo(EUR_OF_EACH.multiply(users));
  }

  private void everyAttemptHadTheSameBytes() {
    Map<String, List<ReceivedCall>> attempts =
        ledger.calls().stream()
            .collect(groupingBy(call -> call.path() + " " + call.uid() + " " + call.eid()));
    assertThat(attempts.values())
        .allSatisfy(
            calls ->
                assertThat(calls).extracting(ReceivedCall::body).containsOnly(calls.get(0).body()));
    assertThat(ledger.redirectsFollowed()).as("a bearer was carried away").isZero();
  }

  /** At least once; for the first time in the order in which it was said. */
  private void everyUpdateWasHandled() {
    for (Customer customer : customers) {
      List<String> said = replies.in(customer.id());
      List<Integer> firsts = new ArrayList<>();
      for (String answer : customer.answers()) {
        firsts.add(first(said, answer));
      }
      assertThat(firsts).as("%s in %s", customer.answers(), said).isSorted().doesNotContain(-1);
    }
  }

  private static int first(List<String> said, String answer) {
    for (int i = 0; i < said.size(); i++) {
      if (said.get(i).contains(answer)) {
        return i;
      }
    }
    return -1;
  }

  private void everyDepositWasThankedFor() {
    for (Customer customer : customers) {
      assertThat(replies.in(customer.id())).containsAll(thanks(customer));
    }
  }

  private static List<String> thanks(Customer customer) {
    return customer.thanks().stream().map(each -> each + ". Thank you!").toList();
  }

  /**
   * In every queue, once the bot has ended.
   *
   * @param quarantined how many updates are in quarantine
   */
  static void theBooksBalance(String outbox, int quarantined) {
    try (Outbox opened = Outbox.open(outbox, Clock.systemUTC())) {
      for (Topic topic : List.of(Topic.OUTBOX, Topic.INBOX, Topic.CONVERSIONS)) {
        Books books = opened.operations().books(topic);
        assertThat(books).as("%s", topic).matches(Books::balanced, "balanced");
        assertThat(books.waiting()).as("waits in %s", topic).isZero();
        assertThat(books.refused())
            .as("set aside in %s", topic)
            .isEqualTo(topic.equals(Topic.INBOX) ? quarantined : 0);
      }
    }
  }

  static void noSecretIsInAnyFile(Scene scene) throws IOException {
    try (Stream<Path> files = Files.walk(scene.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes)
            .as(Objects.toString(file))
            .doesNotContain(
                scene.telegram().token(),
                scene.xtracker().bearer(),
                scene.xtracker().ingestToken());
      }
    }
  }
}
