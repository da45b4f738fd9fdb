package io.botfunnel.tracking.operations;

import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Subject;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an operator can ask of one bot's outbox and change in it. Each query examines a bounded
 * number of rows, however many there are. Each change adds an audit entry.
 *
 * <p>Every method throws {@link OutboxUnavailableException} if the outbox cannot be read or
 * written; then nothing was changed. Safe for use from any thread.
 */
public interface Operations {
  /**
   * The books of a queue.
   *
   * @param topic the queue, such as {@link Topic#INBOX}; this bot's own is meant
   */
  Books books(Topic topic);

  /**
   * When the entry that has waited longest was recorded; empty if none waits. The time may be too
   * early if entries of that lane were delivered in the last moments.
   */
  Optional<Instant> oldestWaiting();

  /** The quarantined entries, one element for each queue that has any. */
  List<Quarantined> quarantined();

  /**
   * The funnel of a period, with the period before it.
   *
   * @param period the length; it ends with the current minute, hour or day
   */
  Funnel funnel(Period period);

  /**
   * The steps that have not occurred for more than five times their usual gap, and for more than 10
   * minutes; empty if there are none. Checks {@link Step#STARTED} and {@link Step#DEPOSIT}, each
   * only if it occurred at least 10 times in the last 7 days.
   */
  List<StalledStep> stalledSteps();

  /**
   * A page of entries, newest first.
   *
   * @param which the entries to list, such as {@link Filter#ALL}
   * @param before where the page begins: the previous page's {@link EntryPage#next}, or {@link
   *     Long#MAX_VALUE} for the first page
   * @param limit 1 to 1,000
   */
  EntryPage list(Filter which, long before, int limit);

  /**
   * The delivered binds whose click XTRACKER does not know, newest first.
   *
   * @param limit the most to return
   */
  List<Recorded> unmatched(int limit);

  /**
   * The conflicts, newest first.
   *
   * @param limit the most to return
   */
  List<Conflict> conflicts(int limit);

  /**
   * One entry with its body; empty if there is none with this identity.
   *
   * @param topic the queue, such as {@link Topic#OUTBOX}; this bot's own is meant
   * @param kind what was reported: "bind", the wire name of the event, or "update"
   * @param eid the event id
   */
  Optional<EntryDetail> show(Topic topic, String kind, String eid);

  /**
   * The Telegram user to whom a uid belongs; empty if it is not bound.
   *
   * @param uid 1 to 61 characters of {@code A-Z a-z 0-9 _ -}
   * @throws IllegalArgumentException if it is not a click id
   */
  Optional<Long> userOf(String uid);

  /**
   * The uids that belong to a user, the one that the user's events carry now first.
   *
   * @param telegramUserId 1 to 2^52
   * @throws IllegalArgumentException if it is not a user id
   */
  List<String> uidsOf(long telegramUserId);

  /**
   * Makes refused entries wait again, unchanged, one step of at most 200 entries per call. A
   * deposit above the ceiling is included only if the filter names an event id or a reason.
   *
   * @param which the entries to send; those that are not refused are left out
   * @param before where the step begins: the previous step's {@link BulkResult#next}, or {@link
   *     Long#MAX_VALUE} for the first step
   * @param who the way it is done, for the audit, such as "console"
   */
  BulkResult retry(Filter which, long before, String who);

  /**
   * Erases the bodies of refused or waiting entries, one step of at most 200 entries per call. They
   * are never sent, and the books count them as erased. Reporting such an event again is a
   * duplicate.
   *
   * @param which the entries to erase; those that are neither refused nor waiting are left out
   * @param before where the step begins: the previous step's {@link BulkResult#next}, or {@link
   *     Long#MAX_VALUE} for the first step
   * @param who the way it is done, for the audit, such as "console"
   */
  BulkResult erase(Filter which, long before, String who);

  /**
   * Erases a person's data: the bindings, and everything that entries say about the person. Waiting
   * entries are not sent any more. Hashes stay until the end of dedupe-retention, so that reporting
   * an event again is a duplicate.
   *
   * @param telegramUserId 1 to 2^52
   * @param who the way it is done, for the audit, such as "console"
   * @throws IllegalArgumentException if it is not a user id
   */
  ErasureResult erasePerson(long telegramUserId, String who);

  /**
   * Records a test deposit, to check the way to XTRACKER. Its eid begins with {@code dep-test-},
   * and XTRACKER counts it as any other deposit. Here its amount ends with {@code test}; it counts
   * in no funnel and no revenue, and no conversion handler gets it.
   *
   * @param subject the Telegram user or the click that the deposit is about
   * @param money the amount
   * @param id 1 to 100 visible ASCII characters; an id is recorded once
   * @param who the way it is done, for the audit, such as "console"
   * @throws IllegalArgumentException if the id breaks its rule
   */
  Receipt recordTest(Subject subject, Money money, String id, String who);

  /**
   * The actions of operators, newest first.
   *
   * @param limit the most to return
   */
  List<AuditEntry> audit(int limit);

  /**
   * Writes a copy of the whole outbox while it is in use: a zip that contains the file, readable by
   * its owner only.
   *
   * @param file an absolute path that ends in {@code .zip} and does not exist; its folder must
   *     exist, and must be neither the outbox's own nor below it
   * @param who the way it is done, for the audit, such as "console"
   * @throws IllegalArgumentException if the file breaks one of these rules
   */
  void backup(Path file, String who);
}
