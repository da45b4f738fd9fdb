package io.botfunnel.tracking.internal.store.h2.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.tracking.internal.store.OutboxFolder;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.h2.wal.WalFrame;
import io.botfunnel.tracking.internal.store.h2.wal.WalPosition;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord;
import io.botfunnel.tracking.internal.store.h2.wal.WalScan;
import io.botfunnel.tracking.operations.RepairResult;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A damaged outbox goes on by an operator's word, and nothing is missing that is not named. */
@Tag("slow")
class RepairTest {
  private static final int EVENTS = 60;
  private static final Pattern OF_YOUR_OWN = Pattern.compile("tables of your own");

  @TempDir Path temporary;
  private OutboxFolder folder;

  @BeforeEach
  void begin() {
    folder = new OutboxFolder(temporary);
  }

  private RepairResult repair() {
    return Store.repair(folder.outbox().toString(), Clock.systemUTC());
  }

  private void assertHasAllBut(RepairResult repaired) {
    try (Store store = folder.open()) {
      assertThat(OutboxFolder.eids(store)).hasSize((int) (EVENTS - repaired.missingCount()));
      assertThat(store.lanes().books(Topic.OUTBOX)).matches(Books::balanced);
      assertThat(OutboxFolder.report(store, "goes-on")).isNotEmpty();
    }
    assertThat(repair().wasDamaged()).isFalse();
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new Random(bytes).nextBytes(random);
    return random;
  }

  @Test
  void savesWhatIsBehindAHole() throws IOException {
    folder.killedAfter(EVENTS);
    OutboxFolder.overwrite(folder.journal(), (int) Files.size(folder.journal()) / 2, random(64));
    byte[] damaged = Files.readAllBytes(folder.journal());
    RepairResult repaired = repair();
    assertThat(repaired.missingCount()).isBetween(1L, 2L);
    assertThat(repaired.missing().get(0).from()).isBetween(25L, 35L);
    assertThat(Files.readAllBytes(Path.of(folder.journal() + ".damaged"))).isEqualTo(damaged);
    assertHasAllBut(repaired);
  }

  /** A stranger's file may name any number. */
  @Test
  @Timeout(60)
  void namesANumberBeyondAllReason() throws IOException {
    folder.killedAfter(EVENTS);
    WalPosition last = Objects.requireNonNull(WalScan.shape(folder.journal()).last());
    OutboxFolder.overwrite(folder.journal(), (int) Files.size(folder.journal()) / 2, random(64));
    Files.write(
        folder.journal(),
        WalFrame.of(
                new WalPosition(last.begin(), last.sequence() + 1, 1L << 60, last.sequence()),
                List.of(new WalRecord.Attempted(1, 1)))
            .array(),
        StandardOpenOption.APPEND);
    assertThat(repair().missing()).last().isEqualTo(new RepairResult.Range(EVENTS + 1, 1L << 60));
  }

  @Test
  void keepsWhatAnEarlierRepairKept() throws IOException {
    folder.killedAfter(EVENTS);
    Path earlier = Path.of(folder.journal() + ".damaged");
    Files.writeString(earlier, "of an earlier repair");
    Files.delete(folder.journal());
    RepairResult repaired = repair();
    assertThat(earlier).hasContent("of an earlier repair");
    assertThat(repaired.kept()).allMatch(kept -> kept.endsWith(".damaged-2"));
    assertThat(repaired.missing()).containsExactly(new RepairResult.Range(1, EVENTS));
    assertHasAllBut(repaired);
  }

  @Test
  void acceptsARestoredBackupAndSaysWhatItLacks() throws IOException {
    folder.closedAfter(EVENTS);
    byte[] backup = Files.readAllBytes(folder.file());
    try (Store store = folder.open()) {
      OutboxFolder.report(store, "later-1");
      OutboxFolder.report(store, "later-2");
    }
    Files.write(folder.file(), backup);
    RepairResult repaired = repair();
    assertThat(repaired.missing()).containsExactly(new RepairResult.Range(EVENTS + 1, EVENTS + 2));
    assertThat(repaired.notes()).singleElement().asString().contains("is older than it was");
    try (Store store = folder.open()) {
      assertThat(OutboxFolder.eids(store)).hasSize(EVENTS);
    }
  }

  /** Noise in a header can bring back the first moments of a file. */
  @Test
  void beginsAnewInPlaceOfAFileWithoutOurUser() throws IOException, SQLException {
    folder.killedAfter(EVENTS);
    Files.delete(folder.file());
    DriverManager.getConnection("jdbc:h2:file:" + folder.outbox(), "someone", "").close();
    byte[] without = Files.readAllBytes(folder.file());
    RepairResult repaired = repair();
    assertThat(repaired.missing()).isEmpty();
    assertThat(Files.readAllBytes(Path.of(folder.file() + ".damaged"))).isEqualTo(without);
    assertHasAllBut(repaired);
  }

  @Test
  void savesWhatCanBeReadOfADamagedFile() throws IOException {
    folder.closedAfter(EVENTS);
    Map<String, byte[]> whole = folder.content();
    for (int at = 8_192;
        at < Objects.requireNonNull(whole.get("outbox.mv.db")).length;
        at += 12_288) {
      folder.restore(whole);
      OutboxFolder.overwrite(folder.file(), at, random(4_096));
      assertHasAllBut(repair());
    }
  }

  @Test
  void namesTheTablesOfAnAuthorThatAreNotCopied() throws IOException, SQLException {
    try (Store store = folder.open()) {
      for (int i = 0; i < EVENTS; i++) {
        OutboxFolder.report(store, "trader-" + i);
      }
      try (Connection connection = store.dataSource().getConnection();
          Statement sql = connection.createStatement()) {
        sql.execute("CREATE TABLE shop_order (id BIGINT PRIMARY KEY)");
        sql.execute("CREATE SCHEMA shop");
        sql.execute("CREATE TABLE shop.customer (id BIGINT PRIMARY KEY)");
      }
    }
    Map<String, byte[]> whole = folder.content();
    int length = Objects.requireNonNull(whole.get("outbox.mv.db")).length;
    int named = 0;
    for (int at = 8_192; at < length; at += 12_288) {
      folder.restore(whole);
      OutboxFolder.overwrite(folder.file(), at, random(4_096));
      RepairResult repaired = repair();
      if (repaired.leftTables().isEmpty()) {
        assertThat(repaired.notes()).as(repaired.toString()).anyMatch(OF_YOUR_OWN.asPredicate());
      } else {
        assertThat(repaired.leftTables()).containsExactly("PUBLIC.SHOP_ORDER", "SHOP.CUSTOMER");
        named++;
      }
    }
    assertThat(named).isPositive();
  }

  @Test
  void beginsANewFileWhereNoneIsLeft() throws IOException {
    folder.killedAfter(EVENTS);
    Files.delete(folder.file());
    RepairResult repaired = repair();
    assertThat(repaired.saved()).isEqualTo(EVENTS);
    assertThat(repaired.missing()).isEmpty();
    assertHasAllBut(repaired);
  }

  @Test
  void beginsANewFileWhereItCannotBeOpened() throws IOException {
    folder.killedAfter(EVENTS);
    byte[] damaged = random((int) Files.size(folder.file()));
    Files.write(folder.file(), damaged);
    RepairResult repaired = repair();
    assertThat(repaired.notes()).singleElement().asString().contains("org.h2.tools.Recover");
    assertThat(repaired.missing()).isEmpty();
    assertThat(Files.readAllBytes(Path.of(folder.file() + ".damaged"))).isEqualTo(damaged);
    assertHasAllBut(repaired);
  }

  @Test
  void writesAMarkThatCannotBeReadAnew() throws IOException {
    folder.killedAfter(EVENTS);
    Files.write(folder.mark(), Arrays.copyOf(new byte[] {1}, 100));
    RepairResult repaired = repair();
    assertThat(repaired.missing()).isEmpty();
    assertHasAllBut(repaired);
  }

  @Test
  void leavesASoundOneAlone() throws IOException {
    folder.killedAfter(EVENTS);
    Map<String, String> before = folder.state();
    assertThat(repair()).extracting(RepairResult::damages).isEqualTo(List.of());
    assertThat(folder.state()).isEqualTo(before);
  }

  @Test
  void isRefusedWhileABotRuns() {
    try (Store bot = folder.open()) {
      OutboxFolder.report(bot, "first");
      assertThatThrownBy(this::repair)
          .isInstanceOfSatisfying(
              OutboxUnavailableException.class, e -> assertThat(e.isInUse()).isTrue());
    }
  }
}
