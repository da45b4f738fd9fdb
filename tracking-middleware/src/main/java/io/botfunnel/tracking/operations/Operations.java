package io.botfunnel.tracking.operations;

import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Subject;
import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.lane.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an operator may ask of the outbox, and do to it. No question looks at more than a bounded
 * number of rows, however many there are; whatever changes something leaves an audit line with it.
 *
 * <p>Every method throws {@link OutboxUnavailableException} where the outbox cannot be read or
 * written; then nothing was changed. Safe for use from any thread.
 */
public interface Operations {
  /** The books of a queue. */
  Books books(Topic topic);

  /**
   * Since when the entry has waited that has waited longest; empty where none waits. It may be
   * early by what its lane has delivered in the last moments.
   */
  Optional<Instant> oldestWaiting();

  /** What is quarantined, for each queue that has any. */
  List<Quarantined> quarantined();

  /** The funnel of a period, beside the one before. */
  Funnel funnel(Period period);

  /** What has not come for five times its usual gap; empty while all is as usual. */
  List<StalledStep> silences();

  /**
   * Entries, newest first.
   *
   * @param before where to go on: the last listing's {@link EntryPage#next}, or {@link
   *     Long#MAX_VALUE}
   * @param limit 1 to 1,000
   */
  EntryPage list(Filter which, long before, int limit);

  /** The binds whose click XTRACKER does not know, newest first; at most {@code limit}. */
  List<Recorded> unmatched(int limit);

  /** The contradictions that were met, newest first; at most {@code limit}. */
  List<Conflict> conflicts(int limit);

  /** One entry, with what is sent. */
  Optional<EntryDetail> show(Topic topic, String kind, String eid);

  /** The user to whom a uid belongs. */
  Optional<Long> userOf(String uid);

  /** The uids that belong to a user, the one that his events carry now first. */
  List<String> uidsOf(long telegramUserId);

  /**
   * Lets refused entries wait again, as they were, a step at a time.
   *
   * @param before as of {@link #list}
   * @param who for the audit line
   */
  BulkResult sendAgain(Filter which, long before, String who);

  /**
   * Erases what refused or waiting entries say, a step at a time: they are never sent. The books
   * count them as erased; reported once more they are duplicates.
   *
   * @param before as of {@link #list}
   * @param who for the audit line
   */
  BulkResult erase(Filter which, long before, String who);

  /**
   * Erases a person: his bindings and whatever entries say of him. What waits is not sent any more.
   * Hashes stay, by which what is reported once more is a duplicate, until dedupe-retention is
   * over.
   *
   * @param who for the audit line
   */
  ErasureResult forget(long telegramUserId, String who);

  /**
   * Records a deposit that nobody made, to see the way to XTRACKER at work: its eid says so, it
   * begins with {@code dep-test-}. XTRACKER counts it as any other. Here it is marked: its amount
   * ends with {@code test}, it is in no funnel and no revenue, and no conversion handler gets it.
   *
   * @param id the same id is recorded once; 1 to 100 visible ASCII characters
   * @param who for the audit line
   * @throws IllegalArgumentException if the id breaks its rule
   */
  Receipt recordTest(Subject subject, Money money, String id, String who);

  /** What operators did, newest first; at most {@code limit}. */
  List<AuditEntry> audit(int limit);

  /**
   * Writes a copy of the whole outbox, as it is now, while it goes on: a zip with the file in it,
   * readable by its owner only.
   *
   * @param file absolute, ends in {@code .zip}, does not exist, in a folder that does and is not
   *     the outbox's own nor below it
   * @throws IllegalArgumentException if the file breaks one of these rules
   */
  void backup(Path file, String who);
}
