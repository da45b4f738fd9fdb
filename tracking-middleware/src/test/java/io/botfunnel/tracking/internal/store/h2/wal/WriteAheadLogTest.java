package io.botfunnel.tracking.internal.store.h2.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteAheadLogTest {
  @TempDir Path folder;
  private WriteAheadLog wal;

  @BeforeEach
  void open() throws IOException, SQLException {
    wal = anew();
    wal.read(group -> {});
  }

  private WriteAheadLog anew() {
    Path outbox = folder.resolve("outbox");
    return new WriteAheadLog(outbox, new MarkFile(outbox));
  }

  private Path file() {
    return folder.resolve("outbox.journal");
  }

  private static WalRecord appended(long id, String body) {
    Entry entry = new Entry(id, Topic.INBOX, "chat:ü", "update", "k" + id, body, 0, 1_000 + id);
    return new WalRecord.AppendedEntry(PendingEntry.waiting(entry, "25.00 USD"));
  }

  private static List<WalRecord> group(long id) {
    return List.of(appended(id, "{}"), appended(id + 1, "{}"));
  }

  private List<WalRecord> readAnew() throws IOException, SQLException {
    List<WalRecord> records = new ArrayList<>();
    anew().read(records::addAll);
    return records;
  }

  @Test
  void givesBackWhatWasAppendedInOrder() throws IOException, SQLException {
    WalRecord long1 = appended(1, "\u0000 zoë 😀 ".repeat(100_000));
    WalRecord attempted = new WalRecord.Attempted(1, 3);
    wal.append(List.of(long1, attempted));
    wal.append(group(2));
    assertThat(readAnew()).containsExactly(long1, attempted, group(2).get(0), group(2).get(1));
  }

  @Test
  void knowsWhatWasSetAsideAsItCame() throws IOException, SQLException {
    Entry entry = new Entry(7, Topic.INBOX, "chat:1", "update", "k7", "{}", 0, 1_000);
    PendingEntry aside =
        PendingEntry.waiting(entry, "").settled(State.REFUSED, "unreadable: ü", 1_001);
    List<WalRecord> group = List.of(new WalRecord.AppendedEntry(aside), appended(8, "{}"));
    wal.append(group);
    assertThat(readAnew()).isEqualTo(group);
  }

  @Test
  void rejectsARecordOfUnknownContent() {
    byte[] ofALengthBelowZero =
        ByteBuffer.allocate(21).put((byte) 1).putLong(1).putLong(1).putInt(-1).array();
    assertThatThrownBy(() -> WalFrame.records(ofALengthBelowZero))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unknown content");
  }

  @Test
  void isEmptyOnceItIsClearedAndGoneOnceItIsClosed() throws IOException, SQLException {
    wal.append(group(1));
    wal.keepOnly(List.of());
    assertThat(readAnew()).isEmpty();
    wal.append(group(3));
    assertThat(readAnew()).isEqualTo(group(3));
    wal.keepOnly(List.of());
    wal.close();
    assertThat(file()).doesNotExist();
  }

  @Test
  void isLeftByWhoeverNeverReadIt() throws IOException, SQLException {
    wal.append(List.of(new WalRecord.Attempted(1, 1)));
    try (WriteAheadLog passer = anew()) {
      assertThat(passer.isEmpty()).isTrue();
    }
    assertThat(folder.resolve("outbox.journal")).isNotEmptyFile();
  }

  @Nested
  class MadeShorter {
    @Test
    void keepsWhatItIsToldTo() throws IOException, SQLException {
      wal.append(group(1));
      wal.append(group(3));
      wal.keepOnly(group(3));
      assertThat(wal.grownBytes()).isZero();
      wal.append(group(5));
      assertThat(readAnew())
          .containsExactly(group(3).get(0), group(3).get(1), group(5).get(0), group(5).get(1));
    }

    @Test
    void keepsManyToo() throws IOException, SQLException {
      List<WalRecord> many = LongStream.range(0, 2_500).mapToObj(id -> appended(id, "{}")).toList();
      wal.keepOnly(many);
      assertThat(readAnew()).isEqualTo(many);
    }

    @Test
    void isReadableByItsOwnerAlone() throws IOException {
      wal.keepOnly(group(1));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
    }

    @Test
    void staysAsItIsWhereThatFails() throws IOException, SQLException {
      wal.append(group(1));
      Path inTheWay = Files.createDirectory(folder.resolve("outbox.journal.new"));
      Path fixed = Files.createFile(inTheWay.resolve("not-to-be-deleted"));
      assertThatThrownBy(() -> wal.keepOnly(group(3))).isInstanceOf(IOException.class);
      wal.append(group(5));
      Files.delete(fixed);
      assertThat(readAnew())
          .containsExactly(group(1).get(0), group(1).get(1), group(5).get(0), group(5).get(1));
    }

    @Test
    void leavesNoHalfFileAfterACrash() throws IOException, SQLException {
      wal.append(group(1));
      Files.writeString(folder.resolve("outbox.journal.new"), "half");
      assertThat(readAnew()).isEqualTo(group(1));
      assertThat(folder.resolve("outbox.journal.new")).doesNotExist();
    }
  }

  @Nested
  class ATornEnd {
    private byte[] whole;
    private byte[] torn;

    @BeforeEach
    void appendTwo() throws IOException, SQLException {
      wal.append(group(1));
      whole = Files.readAllBytes(file());
      wal.append(group(3));
      torn = Files.readAllBytes(file());
      wal.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7, 8, 9, 60})
    void costsTheGroupThatWasCutAndNoOther(int left) throws IOException, SQLException {
      Files.write(file(), Arrays.copyOf(torn, whole.length + left));
      assertThat(readAnew()).isEqualTo(group(1));
    }

    @Test
    void isNoticedByItsChecksum() throws IOException, SQLException {
      torn[torn.length - 1] ^= 1;
      Files.write(file(), torn);
      assertThat(readAnew()).isEqualTo(group(1));
    }

    @Test
    void isOverwrittenByTheNextGroup() throws IOException, SQLException {
      Files.write(file(), Arrays.copyOf(torn, torn.length - 3));
      WriteAheadLog next = anew();
      next.read(group -> {});
      next.append(group(5));
      assertThat(readAnew())
          .containsExactly(group(1).get(0), group(1).get(1), group(5).get(0), group(5).get(1));
    }
  }
}
