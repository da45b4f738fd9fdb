package io.botfunnel.testkit;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list that only grows. {@link #snapshot} is immutable and fast even at a million elements,
 * because appended elements never move. Thread-safe.
 */
public final class AppendOnly<T> {
  private Object[] items = new Object[16];
  private int size;

  public synchronized void add(T item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = item;
  }

  synchronized int size() {
    return size;
  }

  public synchronized List<T> snapshot() {
    return new Snapshot<>(items, size);
  }

  private static final class Snapshot<T> extends AbstractList<T> implements RandomAccess {
    private final Object[] items;
    private final int size;

    Snapshot(Object[] items, int size) {
      this.items = items;
      this.size = size;
    }

    @Override
    @SuppressWarnings("unchecked") // only AppendOnly<T> writes into the array
    public T get(int index) {
      if (index >= size) {
        throw new IndexOutOfBoundsException(index + " of " + size);
      }
      return (T) items[index];
    }

    @Override
    public int size() {
      return size;
    }
  }
}
