package io.botfunnel.tracking.chaos;

import io.botfunnel.testkit.xtracker.Ledger;
import io.botfunnel.testkit.xtracker.RecordedBind;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.chaos.Accounts.Account;
import io.botfunnel.tracking.outbox.Books;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Compares what the callers know with the tracker's ledger and the outbox's books, at the end. */
final class Referee {
  private static final int MOST_SHOWN = 10;

  private final List<Account> recorded;
  private final Collection<Report> groundlessConflicts;
  private final Ledger ledger;
  private final Set<String> refused;
  private final Map<String, RecordedEvent> events = new HashMap<>();
  private final Map<String, RecordedBind> binds = new HashMap<>();

  /**
   * @param refused what the tracker ever refused for good: it may come out of order
   */
  Referee(Accounts accounts, Ledger ledger, Set<String> refused) {
    this.recorded = accounts.recorded();
    this.groundlessConflicts = accounts.groundlessConflicts();
    this.ledger = ledger;
    this.refused = refused;
    ledger.events().forEach(event -> events.put(String.valueOf(event.eid()), event));
    ledger.binds().forEach(bind -> binds.put("bind-" + bind.tgId() + "-" + bind.uid(), bind));
  }

  void judge(Books books) {
    everythingArrived();
    everythingIsOneRow();
    nothingElseDid();
    everyAmountIsTheOneReported();
    theRevenueIsTheSumOfTheDeposits();
    everyUidHasOneOwner();
    everyEventHasItsUsersUid();
    everyUsersOrderWasKept();
    everyAttemptHadTheSameBytes();
    everythingIsInTheBooks(books);
  }

  private void everythingArrived() {
    none("was acknowledged and is not in the ledger", recorded, account -> !arrived(account));
  }

  private boolean arrived(Account account) {
    String eid = account.eid();
    return account.report().isBind() ? binds.containsKey(eid) : events.containsKey(eid);
  }

  /** The tracker's key has the uid in it: the same under another uid is another row there. */
  private void everythingIsOneRow() {
    Map<String, Long> rows =
        ledger.events().stream()
            .collect(Collectors.groupingBy(e -> String.valueOf(e.eid()), Collectors.counting()));
    rows.values().removeIf(count -> count == 1);
    require("is in the ledger more than once", rows.keySet());
  }

  private void nothingElseDid() {
    Set<String> known = recorded.stream().map(Account::eid).collect(Collectors.toSet());
    List<String> strange = new ArrayList<>(events.keySet());
    strange.addAll(binds.keySet());
    strange.removeIf(known::contains);
    require("is in the ledger and was never acknowledged", strange);
  }

  private void everyAmountIsTheOneReported() {
    none("has another kind or amount in the ledger", recorded, account -> !isTheSame(account));
  }

  private boolean isTheSame(Account account) {
    Report report = account.report();
    if (report.isBind()) {
      return true;
    }
    RecordedEvent event = eventOf(account);
    return report.kind().equals(event.event())
        && report.amount().equals(Optional.ofNullable(event.value()).orElse("-"))
        && report.currency().equals(Optional.ofNullable(event.currency()).orElse("-"));
  }

  private void theRevenueIsTheSumOfTheDeposits() {
    Map<String, BigDecimal> sums = new TreeMap<>();
    recorded.stream()
        .map(Account::report)
        .filter(Report::isDeposit)
        .forEach(
            paid -> sums.merge(paid.currency(), new BigDecimal(paid.amount()), BigDecimal::add));
    sums.keySet().removeIf(money -> ledger.revenue(money).compareTo(sums.get(money)) == 0);
    require("is a currency whose revenue is not the sum of the deposits", sums.keySet());
  }

  private void everyUidHasOneOwner() {
    Map<String, Long> users =
        ledger.binds().stream()
            .collect(Collectors.groupingBy(RecordedBind::uid, Collectors.counting()));
    users.values().removeIf(count -> count == 1);
    require("is a uid that was bound to more than one user", users.keySet());
    none("was bound and not matched", binds.values(), bind -> !bind.matched());
    require("was called a conflict, and the uid is nobody else's", groundlessConflicts);
  }

  private void everyEventHasItsUsersUid() {
    none("carries another uid than its user's", events(), account -> !hasItsUid(account));
    none("came before the bind of its uid", events(), account -> !cameAfterItsBind(account));
  }

  private boolean hasItsUid(Account account) {
    return account.uid().isEmpty() || account.uid().equals(uidOf(account));
  }

  private boolean cameAfterItsBind(Account account) {
    Optional<String> uid = uidOf(account);
    if (uid.isEmpty()) {
      return true;
    }
    String eid = Report.bind(account.report().user(), uid.get()).eid();
    RecordedBind bind = binds.get(eid);
    return bind != null && (refused.contains(eid) || bind.order() < eventOf(account).order());
  }

  private void everyUsersOrderWasKept() {
    Map<Long, Long> latest = new HashMap<>();
    none(
        "overtook an earlier report of its user",
        recorded.stream().filter(account -> !refused.contains(account.eid())).toList(),
        account -> {
          long order = orderOf(account);
          Long before = latest.put(account.report().user(), order);
          return before != null && before > order;
        });
  }

  private long orderOf(Account account) {
    RecordedBind bind = binds.get(account.eid());
    return bind != null ? bind.order() : eventOf(account).order();
  }

  private void everyAttemptHadTheSameBytes() {
    Map<String, String> bodies = new HashMap<>();
    none(
        "was sent with other bytes than before",
        ledger.calls(),
        call ->
            !bodies.computeIfAbsent(Troubles.eidOf(call), eid -> call.body()).equals(call.body()),
        Troubles::eidOf);
    if (ledger.redirectsFollowed() > 0) {
      throw new AssertionError("a redirect was followed: it would carry the bearer away");
    }
  }

  private void everythingIsInTheBooks(Books books) {
    int accepted = recorded.size();
    if (!books.balanced()
        || books.accepted() != accepted
        || books.delivered() + books.duplicate() != accepted) {
      throw new AssertionError("%d were acknowledged; the books: %s".formatted(accepted, books));
    }
  }

  private List<Account> events() {
    return recorded.stream().filter(account -> !account.report().isBind()).toList();
  }

  private RecordedEvent eventOf(Account account) {
    RecordedEvent event = events.get(account.eid());
    if (event == null) {
      throw new IllegalStateException("not an event of the ledger: " + account.eid());
    }
    return event;
  }

  private Optional<String> uidOf(Account account) {
    return Optional.ofNullable(eventOf(account).uid());
  }

  private static <T> void none(String wrong, Collection<T> all, Predicate<T> isWrong) {
    none(wrong, all, isWrong, one -> one instanceof Account it ? it.eid() : one.toString());
  }

  private static <T> void none(
      String wrong, Collection<T> all, Predicate<T> isWrong, Function<T, String> name) {
    require(wrong, all.stream().filter(isWrong).map(name).toList());
  }

  private static void require(String wrong, Collection<?> culprits) {
    if (!culprits.isEmpty()) {
      throw new AssertionError(
          "%d broke it, each %s: %s"
              .formatted(culprits.size(), wrong, culprits.stream().limit(MOST_SHOWN).toList()));
    }
  }
}
