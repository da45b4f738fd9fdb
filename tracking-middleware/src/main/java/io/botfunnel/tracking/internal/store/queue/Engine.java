package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.store.sql.TransactionWork;
import io.botfunnel.tracking.lane.Lanes;
import io.botfunnel.tracking.lane.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One kind of database with all that moves entries in it: what the rest of the store is built upon.
 * Safe for use from any thread.
 */
public interface Engine extends AutoCloseable {
  /** The queues. */
  Lanes lanes();

  /** Puts entries into them, within the work of {@link #record}. */
  EntryAppender appending();

  /** Mends entries, within the work of {@link #look}. */
  EntryEditor mender();

  /** Has what a bot's author commits with transactions of his own recorded there, from now on. */
  void takes(BotName bot, ConversionSink sink);

  /** Puts events into transactions of authors'. */
  EventStaging handing();

  /** Connections to the same database for an author, a new one at each call. */
  DataSource dataSource();

  /** Does work that records; it is committed and on the device when the future completes. */
  <T> CompletableFuture<T> record(TransactionWork<T> work);

  /** Does work that looks at what is recorded, or mends it. */
  <T> CompletableFuture<T> look(TransactionWork<T> work);

  /** The same once all that was recorded is seen, however much that is. */
  <T> CompletableFuture<T> lookAtAll(TransactionWork<T> work);

  /** When the oldest entry was appended that no table tells of yet; epoch milliseconds. */
  OptionalLong oldestUnfiledAtMs(Topic topic);

  /** Puts into the tables what is in these lanes. */
  void file(TransactionWork<Set<Long>> lanes);

  /** How many other processes have the database open now. */
  int others();

  /**
   * Has other processes know how a bot of this one is, from now on, where any can open the
   * database.
   *
   * @param verdict asked again and again, by a thread that may wait for the outbox
   */
  void says(BotName bot, Supplier<String> verdict);

  /** Ends that. */
  void saysNoMore(BotName bot);

  /** What the other processes that have the database open say of a bot that they run. */
  List<SaidVerdict> othersSay(BotName bot);

  /**
   * Has no file of ours hold bytes of what was erased, and waits for it, but not for long.
   *
   * @return what is left all the same and why, each a sentence for an operator
   */
  List<String> wipe();

  /**
   * Copies all to a zip that does not exist, outside of the outbox's folder.
   *
   * @param first what is done before
   * @throws IllegalArgumentException if the zip may not be there
   */
  void backup(Path zip, TransactionWork<@Nullable Void> first);

  /** Finishes what was submitted, then closes the database; tolerates being called twice. */
  @Override
  void close();
}
