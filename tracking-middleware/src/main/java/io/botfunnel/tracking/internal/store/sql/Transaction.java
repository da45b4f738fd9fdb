package io.botfunnel.tracking.internal.store.sql;

import io.botfunnel.tracking.lane.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of the writer: its session, the counts it changes, what is to happen once it is
 * committed, and how to take back what it did in memory. Whatever the group did is in it together
 * or not at all.
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
   * @param lastIdBefore the last entry that was appended before
   */
  public Transaction(Session session, long nowMs, long lastIdBefore) {
    this.session = session;
    this.nowMs = nowMs;
    this.lastIdBefore = lastIdBefore;
  }

  public Session session() {
    return session;
  }

  /** The time of this transaction, epoch milliseconds. */
  public long nowMs() {
    return nowMs;
  }

  /** The last entry that was appended before it: higher ids are its own. */
  public long lastIdBefore() {
    return lastIdBefore;
  }

  /** Something that belongs to this transaction alone, made when it is first asked for. */
  public <T> T part(Class<T> kind, Supplier<T> made) {
    return kind.cast(parts.computeIfAbsent(kind, any -> made.get()));
  }

  /** Something new may be due in the topic. */
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

  /** Changes a map in memory, and remembers how it was. */
  public <K, V> void put(Map<K, V> map, K key, @Nullable V value) {
    V before = value == null ? map.remove(key) : map.put(key, value);
    onRollback(() -> restore(map, key, before));
  }

  /** What takes back a change in memory, should this fail. */
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

  /** Takes back what was changed in memory. */
  public void rolledBack() {
    for (int i = undo.size() - 1; i >= 0; i--) {
      undo.get(i).run();
    }
  }

  /** Asks for what it changes in the database to be forced to the device. */
  public void mustBeForced() {
    forced = true;
  }

  /** Asks for what it erases to be gone from every file soon, forced to the device. */
  public void mustBeWiped() {
    forced = true;
    erases = true;
  }

  /** Whether something is erased whose bytes must go. */
  public boolean erases() {
    return erases;
  }

  /** Whether the database must be forced; what it holds then needs no journal. */
  public boolean forced() {
    return forced;
  }
}
