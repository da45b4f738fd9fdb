package io.botfunnel.tracking.internal.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.internal.store.GivenOutbox;
import io.botfunnel.tracking.internal.store.OlderSuspectsContract;
import io.botfunnel.tracking.internal.store.OlderWords;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.h2.wal.WalFrame;
import io.botfunnel.tracking.internal.store.h2.wal.WalPosition;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord.AppendedEntry;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord.Attempted;
import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2OlderSuspectsTest extends OlderSuspectsContract {
  @TempDir Path folder;

  @Override
  public String url() {
    return folder.resolve("outbox").toString();
  }

  @Override
  public void restoreWords(Session session) throws SQLException {
    OlderWords.restoreInH2(session);
  }

  @Override
  public List<String> newTables() {
    return List.of("suspect");
  }

  @Override
  public List<String> newVersions() {
    return List.of("6");
  }

  private static AppendedEntry appended(long id) {
    Entry entry = new Entry(id, Topic.INBOX, "chat:" + id, "update", "update/" + id, "{}", 0, 1);
    return new AppendedEntry(PendingEntry.waiting(entry, ""));
  }

  /** A group as it was written before groups had a place. */
  private void append(WalRecord... group) throws IOException {
    byte[] frame = WalFrame.of(WalPosition.START, List.of(group)).array();
    byte[] content = Arrays.copyOfRange(frame, WalFrame.HEADER, frame.length);
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    ByteBuffer old =
        ByteBuffer.allocate(WalFrame.OLD_HEADER + content.length)
            .putInt(content.length)
            .putInt((int) checksum.getValue())
            .put(content);
    Path wal = WriteAheadLog.file(Path.of(url()));
    try (OutputStream out =
        Files.newOutputStream(wal, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(old.array());
    }
  }

  @Test
  void attemptsThatItsJournalCountedMakeSuspectsAndNoMore() throws IOException {
    append(appended(1), appended(2));
    append(new Attempted(1, 1));
    append(new Attempted(1, 2), new Attempted(99, 1));
    try (Store store = GivenOutbox.open(url(), clock)) {
      Lanes lanes = store.lanes();
      List<Entry> claimed = lanes.claim(Topic.INBOX, 9).join();
      assertThat(claimed).extracting(Entry::id).containsExactly(1L, 2L);
      assertThat(claimed).extracting(Entry::attempts).containsOnly(0);
      assertThat(lanes.begin(claimed.get(0)).join()).contains(Suspicion.UNPROVEN);
      assertThat(lanes.begin(claimed.get(1)).join()).isEmpty();
      assertThat(store.operations().quarantined()).isEmpty();
      claimed.forEach(entry -> lanes.settle(List.of(Settlement.delivered(entry))).join());
      assertThat(lanes.books(Topic.INBOX)).isEqualTo(new Books(2, 0, 2, 0, 0, 0));
    }
  }
}
