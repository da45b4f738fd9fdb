package io.botfunnel.tracking.chaos;

import io.botfunnel.tracking.event.Receipt.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the callers know: each report that they tried and how it was answered, over all lives of the
 * bot. An answer that contradicts an earlier one is told at once. Thread-safe.
 */
final class Accounts {
  private final Consumer<String> broken;
  private final Map<String, Account> byEid = new LinkedHashMap<>();
  private final Map<String, Long> owners = new HashMap<>();
  private final Map<Long, String> uids = new HashMap<>();
  private final List<Report> conflictingBinds = new ArrayList<>();
  private final Set<Long> unfinished = new LinkedHashSet<>();
  private final List<Long> finished = new ArrayList<>();
  private long nextUser = 1;
  private long recorded;
  private long answered;

  /**
   * @param broken told of a promise that was not kept
   */
  Accounts(Consumer<String> broken) {
    this.broken = broken;
  }

  /** All that is known of one eid. */
  static final class Account {
    private final Report first;
    private @Nullable String uid;
    private boolean unanswered;
    private boolean inFlightAtAKill;
    private boolean recorded;

    private Account(Report first) {
      this.first = first;
    }

    Report report() {
      return first;
    }

    String eid() {
      return first.eid();
    }

    /** The uid that an event has to carry; empty where it is not known, or there is none. */
    Optional<String> uid() {
      return Optional.ofNullable(uid);
    }
  }

  synchronized void begun(long user) {
    unfinished.add(user);
    nextUser = Math.max(nextUser, user + 1);
  }

  synchronized void done(long user) {
    unfinished.remove(user);
    finished.add(user);
  }

  /** Whose stories the next life has to tell again. */
  synchronized List<Long> unfinished() {
    return List.copyOf(unfinished);
  }

  synchronized List<Long> finished() {
    return List.copyOf(finished);
  }

  synchronized long nextUser() {
    return nextUser;
  }

  synchronized void tried(Report report) {
    byEid.computeIfAbsent(report.eid(), eid -> new Account(report)).unanswered = true;
  }

  /** It failed: nothing was recorded. */
  synchronized void failed(Report report) {
    account(report).unanswered = false;
  }

  synchronized void acknowledged(Outcome outcome, String eid, Report report) {
    if (!eid.equals(report.eid())) {
      broken.accept("the receipt of " + report + " is about " + eid);
      return;
    }
    answered++;
    Account account = account(report);
    account.unanswered = false;
    switch (outcome) {
      case QUEUED -> queued(account, report);
      case DUPLICATE -> duplicate(account, report);
      case CONFLICT -> conflict(account, report);
      case STAGED -> broken.accept("no transaction was given: " + report);
      case TOO_MANY, ABOVE_CEILING -> broken.accept("no limit was met: " + report);
    }
  }

  private void queued(Account account, Report report) {
    if (account.recorded) {
      broken.accept("acknowledged before, and lost: it was queued again: " + report);
    }
    if (!report.isBind()) {
      account.uid = uids.get(report.user());
    }
    recorded(account, report);
  }

  private void duplicate(Account account, Report report) {
    if (!account.recorded && !account.inFlightAtAKill) {
      broken.accept("a duplicate of what was never recorded: " + report);
    }
    recorded(account, report);
  }

  private void recorded(Account account, Report report) {
    if (!report.isLike(account.first)) {
      broken.accept("no conflict with " + account.first + ": " + report);
    }
    if (!account.recorded) {
      account.recorded = true;
      recorded++;
    }
    if (report.isBind()) {
      bound(report);
    }
  }

  private void bound(Report bind) {
    Long owner = owners.putIfAbsent(bind.id(), bind.user());
    if (owner != null && owner != bind.user()) {
      broken.accept("the uid is user %d's already: %s".formatted(owner, bind));
    }
    uids.put(bind.user(), bind.id());
  }

  private void conflict(Account account, Report report) {
    if (report.isBind()) {
      conflictingBinds.add(report);
    } else if (report.isLike(account.first)) {
      broken.accept("a conflict with itself: " + report);
    }
  }

  private Account account(Report report) {
    Account account = byEid.get(report.eid());
    if (account == null) {
      throw new IllegalStateException("answered and never tried: " + report);
    }
    return account;
  }

  /** What was on its way at the kill may be recorded, and may be not. */
  synchronized void killed() {
    for (Account account : byEid.values()) {
      account.inFlightAtAKill |= account.unanswered;
      account.unanswered = false;
    }
  }

  /** The kind of the report with this eid; empty where the child's word is still on its way. */
  synchronized Optional<String> kindOf(String eid) {
    return Optional.ofNullable(byEid.get(eid)).map(account -> account.first.kind());
  }

  /** Whether every hook has answered. */
  synchronized boolean allAnswered() {
    return byEid.values().stream().noneMatch(account -> account.unanswered);
  }

  /** How many entries the outbox must have accepted by now. */
  synchronized long recordedCount() {
    return recorded;
  }

  synchronized long answeredCount() {
    return answered;
  }

  /** What is recorded, in the order in which it was first tried, which is each user's order. */
  synchronized List<Account> recorded() {
    return byEid.values().stream().filter(account -> account.recorded).toList();
  }

  /** Binds that were turned down though the uid is nobody else's. */
  synchronized Collection<Report> groundlessConflicts() {
    return conflictingBinds.stream()
        .filter(bind -> owners.getOrDefault(bind.id(), bind.user()) == bind.user())
        .toList();
  }
}
