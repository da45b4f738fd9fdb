package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.store.sql.TransactionWork;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One kind of database with everything that moves entries in it; the rest of the store is built on
 * it. Safe for use from any thread.
 */
public interface Engine extends AutoCloseable {
  /** The queues. */
  Lanes lanes();

  /** Appends entries to the queues, within the work of {@link #record}. */
  EntryAppender appender();

  /** Sends entries again or erases them, within the work of {@link #look}. */
  EntryEditor editor();

  /** From now on, records through the sink what the bot's author stages. */
  void readStaged(BotName bot, ConversionSink sink);

  /** Stages events in authors' transactions. */
  EventStaging staging();

  /** Connections to the same database for an author; each call opens a new one. */
  DataSource dataSource();

  /** Runs work that records; it is committed and on the device when the future completes. */
  <T> CompletableFuture<T> record(TransactionWork<T> work);

  /** Runs work that reads or changes recorded entries. */
  <T> CompletableFuture<T> look(TransactionWork<T> work);

  /**
   * Runs work as {@link #look} does, but after everything recorded is visible, however much that
   * is.
   */
  <T> CompletableFuture<T> lookAtAll(TransactionWork<T> work);

  /** When the oldest entry that is not in the tables yet was appended; epoch milliseconds. */
  OptionalLong oldestUnflushedAtMs(Topic topic);

  /** Flushes the entries of these lanes into the tables. */
  void flush(TransactionWork<Set<Long>> lanes);

  /** How many other processes have the database open now. */
  int others();

  /**
   * From now on, publishes the verdict of a bot to the other processes, if any can open the
   * database.
   *
   * @param verdict called repeatedly, on a thread that may wait for the outbox
   */
  void publishVerdict(BotName bot, Supplier<String> verdict);

  /** Stops publishing the bot's verdict. */
  void withdrawVerdict(BotName bot);

  /** The verdicts that the other processes publish about a bot that they run. */
  List<PublishedVerdict> otherVerdicts(BotName bot);

  /**
   * Removes the bytes of erased data from our files, waiting for a limited time.
   *
   * @return what remains and why, each a sentence for an operator
   */
  List<String> wipe();

  /**
   * Copies everything to a new zip outside the outbox's folder.
   *
   * @param first work that is done before the copy
   * @throws IllegalArgumentException if the zip must not be there
   */
  void backup(Path zip, TransactionWork<@Nullable Void> first);

  /** Completes the submitted work, then closes the database; tolerates being called twice. */
  @Override
  void close();
}
