package io.botfunnel.tracking.internal.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.store.Bytes;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.operations.ErasureResult;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a person was forgotten, no file of the outbox has a byte of them. */
@Tag("slow")
class ForgottenBytesTest {
  /** Of 52 bits, so that its bytes are nobody else's by chance. */
  private static final long ID = 3_907_155_813_427_309L;

  private static final UserId PERSON = new UserId(ID);
  private static final String UID = "secretclickid77";
  private static final String NAME = "Wilhelmina Featherstonehaugh";
  private static final Bytes SOUGHT = new Bytes().number(ID).text(UID).text(NAME);

  @TempDir Path folder;
  @TempDir Path elsewhere;
  private final SteppingClock clock = new SteppingClock(Instant.parse("2026-11-24T10:30:15Z"));
  private final AtomicBoolean loaded = new AtomicBoolean(true);
  private Store store;

  @BeforeEach
  void open() {
    store = open(folder);
  }

  private Store open(Path where) {
    return Store.open(
        where.resolve("outbox").toString(),
        new PlainWire(),
        Attribution.LAST_CLICK,
        Retention.DEFAULT,
        true,
        clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void record(Recordable happening) {
    store.intake().record(List.of(happening)).join();
  }

  private void deposit(UserId user, String id, String amount) {
    record(Conversion.deposit(user, id, Money.of(amount, "USD"), clock.instant()));
  }

  private void update(String lane, String key) {
    String body = "{\"from\":{\"id\":%d,\"first_name\":\"%s\"}}".formatted(ID, NAME);
    NewEntry update = new NewEntry(Topic.INBOX, lane, "update", key, "", body);
    store.lanes().append(List.of(update)).join();
  }

  /** The person has left traces everywhere where one can. */
  private void live() {
    record(new Bind(PERSON, new ClickId(UID), clock.instant()));
    record(new Bind(new UserId(7), new ClickId(UID), clock.instant()));
    record(Conversion.contact(PERSON, clock.instant()));
    settleAll(Topic.OUTBOX);
    deposit(PERSON, "refused", "25.00");
    deposit(PERSON, "refused", "26.00");
    refuse(Topic.OUTBOX, "not of %s (%d)".formatted(UID, ID));
    deposit(PERSON, "waits", "3.00");
    update("chat:" + ID, "update/1");
    settleAll(Topic.INBOX);
    update("chat:" + ID, "update/2");
    refuse(Topic.INBOX, "ended the process");
    update("chat:-100200", "update/3");
    refuse(Topic.INBOX, "ended the process");
    update("chat:" + ID, "update/4");
    store.operations().retry(Filter.ALL.of(ID), Long.MAX_VALUE, "test");
    store.operations().erase(Filter.ALL.withUid(UID), Long.MAX_VALUE, "test");
  }

  private void settleAll(Topic topic) {
    List<Entry> claimed = store.lanes().claim(topic, 9).join();
    store.lanes().settle(claimed.stream().map(Settlement::delivered).toList()).join();
  }

  private void refuse(Topic topic, String reason) {
    List<Entry> claimed = store.lanes().claim(topic, 9).join();
    store
        .lanes()
        .settle(claimed.stream().map(entry -> Settlement.refused(entry, reason)).toList())
        .join();
  }

  private ErasureResult forget() {
    return store.operations().erasePerson(ID, "test");
  }

  private void backup(Store from) {
    from.operations().backup(elsewhere.resolve("backup.zip").toAbsolutePath(), "test");
  }

  @Test
  void areInNoFileAndInNoBackup() throws IOException {
    live();
    assertThat(SOUGHT.foundIn(folder)).isNotEmpty();
    assertThat(forget().left()).isEmpty();
    assertThat(SOUGHT.foundIn(folder)).isEmpty();
    backup(store);
    close();
    assertThat(SOUGHT.foundIn(folder)).isEmpty();
    assertThat(SOUGHT.foundIn(elsewhere)).isEmpty();
  }

  @Test
  void areGoneWhileOthersAreRecorded() throws IOException {
    live();
    CompletableFuture<Void> load = CompletableFuture.runAsync(this::load);
    assertThat(forget().left()).isEmpty();
    assertThat(SOUGHT.foundIn(folder)).isEmpty();
    loaded.set(false);
    load.join();
  }

  private void load() {
    for (int i = 0; loaded.get(); i++) {
      deposit(new UserId(100 + i % 50), "load-" + i, "1.00");
    }
  }

  @Test
  void areSaidToBeLeftWhileAnAuthorHoldsTheFileOpen() throws IOException, SQLException {
    live();
    try (Connection author = store.dataSource().getConnection()) {
      assertThat(author.isClosed()).isFalse();
      assertThat(forget().left())
          .singleElement()
          .asString()
          .contains("outbox.mv.db", "Tracking.dataSource()", "next start");
      backup(store);
      assertThat(SOUGHT.foundIn(elsewhere)).isEmpty();
    }
    assertThat(forget().left()).isEmpty();
    assertThat(SOUGHT.foundIn(folder)).isEmpty();
  }

  @Test
  void areGoneAtTheStartAfterAKillInTheMiddle(@TempDir Path killed)
      throws IOException, SQLException {
    live();
    try (Connection author = store.dataSource().getConnection()) {
      assertThat(author.isClosed()).isFalse();
      forget();
      copyTo(killed);
    }
    assertThat(SOUGHT.foundIn(killed)).isNotEmpty();
    try (Store next = open(killed)) {
      assertThat(next.operations().books(Topic.OUTBOX).erased()).isPositive();
    }
    assertThat(SOUGHT.foundIn(killed)).isEmpty();
  }

  /** What a kill would leave. */
  private void copyTo(Path killed) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, killed.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void leaveAllElseAsItWas() {
    live();
    deposit(new UserId(7), "other", "5.00");
    forget();
    close();
    open();
    assertThat(store.operations().list(Filter.ALL.of(7), Long.MAX_VALUE, 9).entries())
        .extracting(each -> each.eid() + " " + each.amount() + " " + each.state())
        .containsExactly("dep-other 5.00 USD " + State.WAITING);
  }
}
