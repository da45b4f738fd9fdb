package io.botfunnel.tracking.internal.store.h2.file;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.botfunnel.fixtures.SmallDisk;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.store.Logged;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.h2.disk.FreeDiskSpace;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FullDiskTest {
  private static final UserId ANN = new UserId(1);
  private static final int A_GROUP = 20;

  @TempDir Path folder;
  private SmallDisk disk;
  private final List<String> acknowledged = new ArrayList<>();
  private int reported;

  @BeforeEach
  void mount() {
    disk = new SmallDisk(folder, 16 << 20);
  }

  @AfterEach
  void unmount() {
    if (disk != null) {
      disk.close();
    }
  }

  private Store open() {
    return open(Clock.systemUTC());
  }

  private Store open(Clock clock) {
    return Store.open(
        folder.resolve("outbox").toString(), new PlainWire(), Attribution.LAST_CLICK, clock);
  }

  private CompletableFuture<List<Receipt>> report(Store store) {
    String traderId = "trader-%d".formatted(reported++);
    return store.intake().record(List.of(Conversion.registration(ANN, traderId, Instant.EPOCH)));
  }

  /** Reports a few at once; every one of them is answered. Gives what went wrong. */
  private Optional<Throwable> reportAGroup(Store store) {
    List<CompletableFuture<List<Receipt>>> group = new ArrayList<>();
    for (int i = 0; i < A_GROUP; i++) {
      group.add(report(store).orTimeout(30, TimeUnit.SECONDS));
    }
    return group.stream().flatMap(one -> fault(one).stream()).reduce((first, last) -> last);
  }

  private Optional<Throwable> fault(CompletableFuture<List<Receipt>> report) {
    try {
      acknowledged.add(report.join().get(0).eid().value());
      return Optional.empty();
    } catch (CompletionException e) {
      return Optional.ofNullable(e.getCause());
    }
  }

  private Throwable reportUntilTheDiskIsFull(Store store) {
    return Stream.generate(() -> reportAGroup(store)).flatMap(Optional::stream).findFirst().get();
  }

  private boolean works(Store store) {
    return reportAGroup(store).isEmpty();
  }

  private void assertNothingIsLost(Store store) {
    assertThat(store.timeline(ANN, Integer.MAX_VALUE))
        .extracting(Recorded::eid)
        .doesNotHaveDuplicates()
        .containsAll(acknowledged);
    assertThat(store.lanes().books(Topic.OUTBOX)).matches(Books::balanced, "balanced");
  }

  @Test
  void failsTheAppendAndNamesTheRemedy() throws IOException {
    try (Store store = open()) {
      disk.fillAllBut(1 << 20);
      assertThat(reportUntilTheDiskIsFull(store))
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining("the disk is full")
          .hasMessageContaining("Free some space")
          .hasMessageContaining(folder.resolve("outbox.mv.db").toString());
    }
  }

  @Test
  void isLeftBehindByTheSameStoreOnceThereIsSpace() throws IOException {
    try (Store store = open()) {
      disk.fillAllBut(1 << 20);
      reportUntilTheDiskIsFull(store);
      assertThat(reportUntilTheDiskIsFull(store)).isInstanceOf(OutboxUnavailableException.class);
      disk.makeRoom();
      await().until(() -> works(store));
      assertNothingIsLost(store);
    }
    try (Store store = open()) {
      assertNothingIsLost(store);
    }
  }

  @Test
  void isNotWrittenToWhenItIsNearlyFull() throws IOException {
    try (Store store = open()) {
      assertThat(works(store)).isTrue();
      disk.fillAllBut((int) FreeDiskSpace.RESERVE_BYTES - (64 << 10));
      assertThat(reportAGroup(store))
          .hasValueSatisfying(fault -> assertThat(fault).hasMessageContaining("the disk is full"));
      disk.makeRoom();
      assertThat(works(store)).isTrue();
      assertNothingIsLost(store);
    }
  }

  @Test
  void isNotWrittenToByAStopEither() throws IOException {
    Path file = folder.resolve("outbox.mv.db");
    byte[] before;
    // While time stands still, nothing is flushed: H2 has nothing to write.
    try (Store store = open(new SteppingClock())) {
      assertThat(works(store)).isTrue();
      disk.fillAllBut((int) FreeDiskSpace.RESERVE_BYTES - (64 << 10));
      assertThat(reportAGroup(store)).isPresent();
      before = Files.readAllBytes(file);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    disk.makeRoom();
    try (Store store = open()) {
      assertNothingIsLost(store);
    }
  }

  @Test
  void costsNothingOfWhatAKilledProcessHadRecorded() throws IOException {
    Path wal = folder.resolve("outbox.journal");
    // While time stands still, nothing is flushed: the file may be copied.
    try (Store store = open(new SteppingClock())) {
      assertThat(works(store)).isTrue();
      Files.copy(folder.resolve("outbox.mv.db"), folder.resolve("killed.mv.db"));
      Files.copy(wal, folder.resolve("killed.journal"));
      Files.copy(folder.resolve("outbox.mark"), folder.resolve("killed.mark"));
    }
    Files.move(folder.resolve("killed.mv.db"), folder.resolve("outbox.mv.db"), REPLACE_EXISTING);
    Files.move(folder.resolve("killed.journal"), wal);
    Files.move(folder.resolve("killed.mark"), folder.resolve("outbox.mark"), REPLACE_EXISTING);
    disk.fillAllBut((int) FreeDiskSpace.RESERVE_BYTES - (64 << 10));
    assertThatThrownBy(this::open).hasMessageContaining("the disk is full");
    disk.makeRoom();
    try (Store store = open()) {
      assertNothingIsLost(store);
    }
  }

  @Test
  void isToldOnceAndNotAtEveryAttempt() throws IOException {
    try (Store store = open();
        Logged logged = new Logged()) {
      disk.fillAllBut(1 << 20);
      reportUntilTheDiskIsFull(store);
      reportAGroup(store);
      reportAGroup(store);
      assertThat(logged.at(Level.ERROR)).singleElement().asString().contains("the disk is full");
      assertThat(logged.at(Level.WARN)).isEmpty();
      disk.makeRoom();
      await().until(() -> works(store));
      assertThat(logged.at(Level.INFO)).containsOnlyOnce("the outbox is open");
    }
  }

  @Test
  void makesTheStartFailAndNoHalfOutbox() throws IOException {
    disk.fillAllBut(8 << 10);
    assertThatThrownBy(this::open)
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining("the disk is full");
    assertThat(folder.resolve("outbox.mv.db")).doesNotExist();
    disk.makeRoom();
    try (Store store = open()) {
      assertThat(works(store)).isTrue();
    }
  }
}
