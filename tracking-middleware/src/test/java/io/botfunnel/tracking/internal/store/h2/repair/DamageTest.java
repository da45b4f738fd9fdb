package io.botfunnel.tracking.internal.store.h2.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.botfunnel.tracking.internal.store.Logged;
import io.botfunnel.tracking.internal.store.OutboxFolder;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage is never taken for a crash: the outbox does not open, and nothing is changed. */
@Tag("slow")
class DamageTest {
  private static final int EVENTS = 60;

  @TempDir Path temporary;
  private OutboxFolder folder;

  @BeforeEach
  void begin() {
    folder = new OutboxFolder(temporary);
  }

  private void assertRefused(String... words) throws IOException {
    Map<String, String> before = folder.state();
    assertThatThrownBy(() -> folder.open().close())
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining(folder.file().toString())
        .hasMessageContaining("outbox repair")
        .satisfies(refused -> assertThat(refused.getMessage()).contains(words));
    assertThat(folder.state()).isEqualTo(before);
  }

  private void assertAllIsThere(int events) {
    try (Store store = folder.open()) {
      assertThat(OutboxFolder.eids(store)).hasSize(events);
      assertThat(store.lanes().books(Topic.OUTBOX)).matches(Books::balanced);
    }
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new Random(bytes).nextBytes(random);
    return random;
  }

  private static void cut(Path file, long left) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) left));
  }

  @Nested
  class OfTheJournalAfterAKill {
    @BeforeEach
    void kill() throws IOException {
      folder.killedAfter(EVENTS);
      assertThat(folder.journal()).isNotEmptyFile();
    }

    @Test
    void inItsMiddleIsAHole() throws IOException {
      int middle = (int) Files.size(folder.journal()) / 2;
      OutboxFolder.overwrite(folder.journal(), middle, random(64));
      assertRefused("cannot be read, and whole groups follow", "entries that may be missing: ");
    }

    @Test
    void atItsBeginningIsAHole() throws IOException {
      OutboxFolder.overwrite(folder.journal(), 0, random(64));
      assertRefused("whole groups follow", "entries that may be missing: 1");
    }

    @Test
    void thatLeavesAnImpossibleLengthIsAHole() throws IOException {
      OutboxFolder.overwrite(folder.journal(), 0, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});
      assertRefused("whole groups follow");
    }

    @Test
    void thatEmptiesItIsNamed() throws IOException {
      Files.write(folder.journal(), new byte[0]);
      assertRefused("more was recorded", "entries that may be missing: 1 to " + EVENTS);
    }

    @Test
    void thatRemovesItIsNamed() throws IOException {
      Files.delete(folder.journal());
      assertRefused("outbox.journal is gone", "entries that may be missing: 1 to " + EVENTS);
    }

    @Test
    void thatCutsItIsNamed() throws IOException {
      cut(folder.journal(), Files.size(folder.journal()) - 1);
      assertRefused("entries that may be missing: " + EVENTS);
    }

    @Test
    void ofItsLastByteIsNamed() throws IOException {
      int last = (int) Files.size(folder.journal()) - 1;
      OutboxFolder.overwrite(folder.journal(), last, new byte[] {-1});
      assertRefused("entries that may be missing: " + EVENTS);
    }

    @Test
    void thatPutsAnOlderOneInItsPlaceIsNamed() throws IOException {
      byte[] older = Files.readAllBytes(folder.journal());
      folder.killedAfter("later-", 3);
      Files.write(folder.journal(), older);
      assertRefused("entries that may be missing: ");
    }

    @Test
    void isNoneWhereAWriteWasCutOff() throws IOException {
      byte[] wal = Files.readAllBytes(folder.journal());
      byte[] torn = Arrays.copyOf(wal, wal.length + 100);
      System.arraycopy(wal, 0, torn, wal.length, 100);
      Files.write(folder.journal(), torn);
      assertAllIsThere(EVENTS);
    }

    @Test
    void isNoneWhereAPowerCutLeftZeros() throws IOException {
      cut(folder.journal(), Files.size(folder.journal()) + 5_000);
      assertAllIsThere(EVENTS);
    }
  }

  @Nested
  class OfTheFile {
    @BeforeEach
    void close() {
      folder.closedAfter(EVENTS);
      assertThat(folder.journal()).doesNotExist();
    }

    @Test
    void inItsMiddleIsNamed() throws IOException {
      int middle = (int) Files.size(folder.file()) / 2;
      OutboxFolder.overwrite(folder.file(), middle, random(4_096));
      assertRefused("is damaged");
    }

    @Test
    void anywhereIsNamedOrHarmless() throws IOException {
      Map<String, byte[]> whole = folder.content();
      for (int at = 0; at < Objects.requireNonNull(whole.get("outbox.mv.db")).length; at += 4_096) {
        folder.restore(whole);
        OutboxFolder.overwrite(folder.file(), at, random(4_096));
        assertNamedOrHarmless(at);
      }
    }

    private void assertNamedOrHarmless(int at) {
      try {
        assertAllIsThere(EVENTS);
      } catch (OutboxUnavailableException named) {
        assertThat(named).as("damage at %d", at).hasMessageContaining("is damaged");
      }
    }

    @Test
    void thatCutsItIsNamed() throws IOException {
      cut(folder.file(), Files.size(folder.file()) - 12_288);
      assertRefused("is damaged");
    }

    @Test
    void thatPutsAnOlderOneInItsPlaceIsNamed() throws IOException {
      byte[] older = Files.readAllBytes(folder.file());
      try (Store store = folder.open()) {
        OutboxFolder.report(store, "later");
      }
      Files.write(folder.file(), older);
      assertRefused("is older than it was");
    }

    @Test
    void thatRemovesItIsNamed() throws IOException {
      Files.delete(folder.file());
      assertRefused("is gone");
      assertThat(folder.file()).doesNotExist();
    }

    @Test
    void thatEmptiesItIsNamed() throws IOException {
      Files.write(folder.file(), new byte[0]);
      assertRefused("is gone");
    }
  }

  @Nested
  class OfTheMark {
    @BeforeEach
    void kill() throws IOException {
      folder.killedAfter(EVENTS);
    }

    @Test
    void thatRemovesItLosesNothingAndIsWarnedOf() throws IOException {
      Files.delete(folder.mark());
      try (Logged logged = new Logged()) {
        assertAllIsThere(EVENTS);
        assertThat(logged.at(Level.WARN)).anyMatch(line -> line.contains("has no outbox.mark"));
      }
      assertThat(folder.mark()).exists();
    }

    @Test
    void thatMakesItUnreadableIsNamed() throws IOException {
      Files.write(folder.mark(), random(9_000));
      assertRefused("outbox.mark cannot be read");
    }

    @Test
    void thatPutsAnOlderOneInItsPlaceIsHarmless() throws IOException {
      byte[] older = Files.readAllBytes(folder.mark());
      folder.killedAfter("later-", 3);
      Files.write(folder.mark(), older);
      assertAllIsThere(EVENTS + 3);
    }
  }
}
