package io.botfunnel.tracking.internal.store.h2.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.tracking.internal.store.OutboxFolder;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.operations.RepairResult;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads what a killed bot of an earlier version has left. {@code of-before.journal} was written by
 * that version: 20 registrations, each in a frame with a length and a checksum only.
 */
class OlderWriteAheadLogTest {
  private static final int EVENTS = 20;

  @TempDir Path temporary;
  private OutboxFolder folder;
  private byte[] whole;

  @BeforeEach
  void leave() throws IOException {
    folder = new OutboxFolder(temporary);
    Flyway.configure()
        .dataSource("jdbc:h2:file:" + folder.outbox(), "botfunnel", "")
        .table("botfunnel_schema_history")
        .locations("classpath:io/botfunnel/tracking/internal/store/h2")
        .target("5")
        .load()
        .migrate();
    try (InputStream in = OlderWriteAheadLogTest.class.getResourceAsStream("of-before.journal")) {
      whole = Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static List<String> traders(int count) {
    return IntStream.range(0, count).mapToObj(i -> "trader-" + i).toList();
  }

  private int beginOfLast() {
    int begin = 0;
    int next = 0;
    while (next < whole.length) {
      begin = next;
      next += 2 * Integer.BYTES + ByteBuffer.wrap(whole).getInt(next);
    }
    return begin;
  }

  private void assertHas(int events) {
    try (Store store = folder.open()) {
      List<String> eids = OutboxFolder.eids(store);
      assertThat(eids).hasSize(events);
      IntStream.range(0, events)
          .forEach(i -> assertThat(eids.get(i)).endsWith(traders(events).get(i)));
      assertThat(store.lanes().books(Topic.OUTBOX)).matches(Books::balanced);
    }
  }

  private void assertIsReadAndContinued(int events) throws IOException {
    assertHas(events);
    try (Store store = folder.open()) {
      OutboxFolder.report(store, "trader-" + events);
    }
    assertHas(events + 1);
  }

  @Test
  void isWhole() throws IOException {
    Files.write(folder.journal(), whole);
    assertIsReadAndContinued(EVENTS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 8, 9, 40, 100})
  void isTorn(int left) throws IOException {
    Files.write(folder.journal(), Arrays.copyOf(whole, beginOfLast() + left));
    assertIsReadAndContinued(EVENTS - 1);
  }

  @Test
  void isOpenedReadOnly() throws IOException {
    Files.write(folder.journal(), whole);
    Map<String, String> before = folder.state();
    try (Store store = Store.look(folder.outbox().toString(), new PlainWire(), Clock.systemUTC())) {
      assertThat(OutboxFolder.eids(store)).hasSize(EVENTS);
    }
    assertThat(folder.state()).isEqualTo(before);
  }

  @Test
  void hasAHole() throws IOException {
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, whole.length / 2, whole.length / 2 + 16, (byte) 7);
    Files.write(folder.journal(), damaged);
    Map<String, String> before = folder.state();
    assertThatThrownBy(folder::open)
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining("whole groups follow");
    assertThat(folder.state()).isEqualTo(before);
    RepairResult repaired = Store.repair(folder.outbox().toString(), Clock.systemUTC());
    assertThat(repaired.missingCount()).isBetween(1L, 2L);
    try (Store store = folder.open()) {
      assertThat(OutboxFolder.eids(store)).hasSize((int) (EVENTS - repaired.missingCount()));
    }
  }
}
