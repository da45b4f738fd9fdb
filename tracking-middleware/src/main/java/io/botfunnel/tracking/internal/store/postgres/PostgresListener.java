package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.concurrent.DaemonThread;
import io.botfunnel.tracking.internal.store.sql.WorkQueue;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the consumer of a topic when this or another process has recorded something in it. It also
 * wakes every consumer each second, since a notification may be lost and a dead worker sends none.
 * Safe for use from any thread.
 */
final class PostgresListener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresListener.class);

  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final PostgresPool pool;
  private final Map<Topic, Runnable> wakes = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = DaemonThread.of("botfunnel-store-listener", this::run);

  private volatile @Nullable Connection listening;

  PostgresListener(PostgresPool pool) {
    this.pool = pool;
  }

  void start() {
    thread.start();
  }

  /** Registers a callback for when something new may be due in the topic. */
  void onDue(Topic topic, Runnable wake) {
    wakes.put(topic, wake);
  }

  /** Wakes the consumers of topics in which something may be due. */
  void wake(Set<Topic> topics) {
    for (Topic topic : topics) {
      Runnable wake = wakes.get(topic);
      if (wake != null) {
        wake.run();
      }
    }
  }

  private void run() {
    while (isOpen()) {
      try (Connection connection = pool.connection()) {
        listen(connection);
      } catch (SQLException | RuntimeException e) {
        log.debug("Notifications are not available; consumers look each second", e);
        wakeAllInASecond();
      }
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + PostgresRecorderRole.CHANNEL);
    }
    listening = connection;
    PGConnection postgres = connection.unwrap(PGConnection.class);
    long wokenAtNanos = System.nanoTime();
    while (isOpen()) {
      PGNotification[] notifications = postgres.getNotifications((int) POLL_INTERVAL.toMillis());
      wake(topics(notifications));
      // Notifications about one topic must not keep the others from being checked.
      if (notifications == null || System.nanoTime() - wokenAtNanos >= POLL_INTERVAL.toNanos()) {
        wokenAtNanos = System.nanoTime();
        wake(wakes.keySet());
      }
    }
  }

  private static Set<Topic> topics(PGNotification @Nullable [] notifications) {
    return notifications == null
        ? Set.of()
        : Stream.of(notifications)
            .map(PGNotification::getParameter)
            .map(Topic::named)
            .collect(Collectors.toSet());
  }

  private void wakeAllInASecond() {
    try {
      if (!closed.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        wake(wakes.keySet());
      }
    } catch (InterruptedException nobodyElseOwnsThisThread) {
      wake(wakes.keySet());
    }
  }

  @Override
  public void close() {
    closed.countDown();
    stopListening();
    WorkQueue.join(thread);
  }

  private void stopListening() {
    Connection connection = listening;
    try {
      if (connection != null) {
        connection.abort(Runnable::run);
      }
    } catch (SQLException e) {
      log.debug("the listener's connection was gone", e);
    }
  }
}
