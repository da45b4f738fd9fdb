package io.botfunnel.tracking.internal.store.sql;

import io.botfunnel.tracking.outbox.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of the writer: its session, the counters it changes, the actions to run after the
 * commit, and how to undo its changes in memory. All work of a group commits together or not at
 * all.
 */
public final class Transaction {
  private final Session session;
  private final long nowMs;
  private final long lastIdBefore;
  private final List<Runnable> afterCommit = new ArrayList<>();
  private final List<Runnable> undo = new ArrayList<>();
  private final Set<Topic> due = new HashSet<>();
  private final Map<Class<?>, Object> parts = new HashMap<>();
  private boolean forced;
  private boolean erases;

  /**
   * @param lastIdBefore the id of the last entry appended before this transaction
   */
  public Transaction(Session session, long nowMs, long lastIdBefore) {
    this.session = session;
    this.nowMs = nowMs;
    this.lastIdBefore = lastIdBefore;
  }

  public Session session() {
    return session;
  }

  /** The time of this transaction in epoch milliseconds. */
  public long nowMs() {
    return nowMs;
  }

  /** The id of the last entry appended before this transaction; its own entries have higher ids. */
  public long lastIdBefore() {
    return lastIdBefore;
  }

  /** An object that belongs to this transaction, created on first use. */
  public <T> T part(Class<T> kind, Supplier<T> made) {
    return kind.cast(parts.computeIfAbsent(kind, any -> made.get()));
  }

  /** Notes that something new may be due in the topic. */
  public void mayBeDue(Topic topic) {
    due.add(topic);
  }

  public Set<Topic> due() {
    return due;
  }

  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  public void committed() {
    afterCommit.forEach(Runnable::run);
  }

  /** Changes a map in memory, and restores its former value on rollback. */
  public <K, V> void put(Map<K, V> map, K key, @Nullable V value) {
    V before = value == null ? map.remove(key) : map.put(key, value);
    onRollback(() -> restore(map, key, before));
  }

  /** Registers an action that undoes a change in memory if the transaction fails. */
  public void onRollback(Runnable action) {
    undo.add(action);
  }

  private static <K, V> void restore(Map<K, V> map, K key, @Nullable V before) {
    if (before == null) {
      map.remove(key);
    } else {
      map.put(key, before);
    }
  }

  /** Undoes the changes in memory, the latest first. */
  public void rolledBack() {
    for (int i = undo.size() - 1; i >= 0; i--) {
      undo.get(i).run();
    }
  }

  /** Requires the changes in the database to be forced to the device. */
  public void mustBeForced() {
    forced = true;
  }

  /** Requires erased bytes to be forced out of every file soon. */
  public void mustBeWiped() {
    forced = true;
    erases = true;
  }

  /** Whether the transaction erases bytes that must leave the files. */
  public boolean erases() {
    return erases;
  }

  /** Whether the database must be forced; the changes then need no write-ahead log (WAL). */
  public boolean forced() {
    return forced;
  }
}
