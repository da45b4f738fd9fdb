package io.botfunnel.tracking.internal.store.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.store.Databases;
import io.botfunnel.tracking.internal.store.GivenOutbox;
import io.botfunnel.tracking.internal.store.Quiet;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.operations.MoveProgress;
import io.botfunnel.tracking.operations.MoveResult;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** An outbox that a test moves, and what is to be the same wherever it is afterwards. */
abstract class MovedOutbox {
  private static final int FEW = 3;

  @TempDir Path folder;
  final SteppingClock clock = new SteppingClock();
  final String database = PostgresServer.shared().newDatabase();

  String file(String name) {
    return folder.resolve(name).toString();
  }

  String filled() {
    String file = file("outbox");
    GivenOutbox.in(file, clock);
    return file;
  }

  Store open(String url) {
    return GivenOutbox.open(url, clock);
  }

  MoveResult move(String from, String to) {
    return move(from, to, Quiet.PROGRESS);
  }

  MoveResult move(String from, String to, MoveProgress progress) {
    return Databases.move(from, to, FEW, clock, progress);
  }

  /** It is stopped after so many batches. */
  void moveInPart(String from, String to, int batches) {
    assertThatThrownBy(() -> move(from, to, new Stopping(batches))).isInstanceOf(Stopped.class);
  }

  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Stops it when so many batches are copied. */
  static final class Stopping implements MoveProgress {
    private int batches;

    Stopping(int batches) {
      this.batches = batches;
    }

    @Override
    public void started(long rows, long alreadyCopied) {
      if (batches == 0) {
        throw new Stopped();
      }
    }

    @Override
    public void copied(long rows) {
      if (--batches == 0) {
        throw new Stopped();
      }
    }
  }

  private static void deliver(Store store, Topic topic, List<Entry> delivered) {
    for (List<Entry> due = claim(store, topic); !due.isEmpty(); due = claim(store, topic)) {
      delivered.addAll(due);
      store.lanes().settle(due.stream().map(Settlement::delivered).toList()).join();
    }
  }

  private static List<Entry> claim(Store store, Topic topic) {
    return store.lanes().claim(topic, 100).join();
  }

  /** Moves what waits, an hour later. */
  List<Entry> deliverAll(String url) {
    clock.advance(Duration.ofHours(2));
    List<Entry> delivered = new ArrayList<>();
    try (Store store = open(url)) {
      for (Topic topic : List.of(Topic.OUTBOX, Topic.INBOX, Topic.CONVERSIONS)) {
        deliver(store, topic, delivered);
        assertThat(store.lanes().books(topic)).matches(books -> books.balanced(), "balanced");
        assertThat(store.lanes().books(topic).waiting()).isZero();
      }
    }
    return delivered;
  }

  static void assertThatAllWasDeliveredOnceAndInOrder(List<Entry> delivered) {
    List<String> keys = delivered.stream().map(Entry::key).toList();
    assertThat(delivered).extracting(Entry::id).doesNotHaveDuplicates();
    assertThat(keys)
        .containsSubsequence(
            "deposit/dep-waits-0",
            "deposit/dep-waits-1",
            "deposit/dep-waits-2",
            "deposit/dep-waits-3")
        .containsSubsequence("odd-1", "odd-2")
        .contains("update/9/1", "deposit/dep-put-off")
        .doesNotContain("deposit/dep-refused", "deposit/dep-gone", "handled");
    assertThat(delivered)
        .filteredOn(entry -> entry.topic().equals(Topic.OUTBOX))
        .as("all that waited")
        .hasSize(7);
  }
}
