package io.botfunnel.tracking.internal.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import io.botfunnel.fixtures.SmallDisk;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.store.ChildJvm;
import io.botfunnel.tracking.internal.store.Logged;
import io.botfunnel.tracking.internal.store.OpeningChild;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.h2.wal.AppendingChild;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class H2FileTest {
  private static final int EVENTS = 50;

  @TempDir Path folder;

  private Path outbox() {
    return folder.resolve("outbox");
  }

  private Path file() {
    return folder.resolve("outbox.mv.db");
  }

  private static Store open(Path path) {
    return open(path, Clock.systemUTC());
  }

  private static Store open(Path path, Clock clock) {
    return Store.open(path.toString(), new PlainWire(), Attribution.LAST_CLICK, clock);
  }

  private Store open() {
    return open(outbox());
  }

  private static void report(Store store, String traderId) {
    store
        .intake()
        .record(List.of(Conversion.registration(new UserId(1), traderId, Instant.EPOCH)))
        .join();
  }

  private void fill() {
    try (Store store = open()) {
      for (int i = 0; i < EVENTS; i++) {
        report(store, "trader-" + i);
      }
    }
  }

  private AbstractThrowableAssert<?, ?> assertOpening() {
    return assertThatThrownBy(this::open)
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining(file().toString());
  }

  private void assertOpeningLeavesItAlone(String words) throws IOException {
    byte[] before = Files.readAllBytes(file());
    assertOpening().hasMessageContaining(words);
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }

  /** An interrupt of an author's thread closes the file under the writer, who has to notice. */
  @Test
  void aCheckpointThatCannotBeReadIsAFaultOfTheDatabase() throws Exception {
    H2File database = new H2File(outbox());
    Session session = database.open();
    MVStore store = H2Checkpointer.of(session).store();
    store.setCacheSize(0);
    Thread author =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              try (ZipOutputStream zip = new ZipOutputStream(OutputStream.nullOutputStream())) {
                store.getFileStore().backup(zip);
              } catch (IOException interrupted) {
                return;
              }
            });
    author.start();
    author.join();
    assertThatThrownBy(() -> database.force(session, false)).isInstanceOf(SQLException.class);
    database.abandon(session);
    try (Session again = database.open()) {
      database.force(again, false);
    }
  }

  @Nested
  class AFileThatIsInUse {
    @Test
    void byAnotherProcessIsRefusedWithTheRemedy() {
      try (ChildJvm child =
          ChildJvm.start(AppendingChild.class, outbox().toString(), "owner", "100")) {
        assertThat(child.nextReport()).contains("opening");
        assertThat(child.nextReport()).contains("balanced 0");
        assertOpening()
            .hasMessageContaining("is in use already")
            .hasMessageContaining("stop the other one")
            .hasMessageContaining("tracking.outbox.url");
        assertThat(child.nextReport().orElseThrow()).as("the other goes on").startsWith("ack ");
      }
    }

    @Test
    void byThisProcessIsRefusedToo() {
      try (Store first = open()) {
        report(first, "journalled");
        assertOpening().hasMessageContaining("is in use already");
        report(first, "still-works");
        assertThat(folder.resolve("outbox.journal")).exists();
      }
    }

    @Test
    void isFreeOnceItsOwnerHasClosedIt() {
      fill();
      try (Store second = open()) {
        assertThat(second.lanes().books(Topic.OUTBOX).accepted()).isEqualTo(EVENTS);
      }
    }
  }

  @Nested
  class AFileThatIsNoOutbox {
    @Test
    void isLeftAsItIsWhenItIsADirectory() throws IOException {
      Files.createDirectory(file());
      assertOpening().hasMessageContaining("is a folder");
      assertThat(file()).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4_096, 8_192, 40_000})
    void isLeftAsItIsWhenItIsGarbage(int length) throws IOException {
      Files.writeString(file(), "garbage ".repeat(5_000).substring(0, length));
      assertOpeningLeavesItAlone("is damaged");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5_000, 8_192, 9_000})
    void isLeftAsItIsWhenItWasCut(int length) throws IOException {
      fill();
      Files.write(file(), Arrays.copyOf(Files.readAllBytes(file()), length));
      assertOpeningLeavesItAlone("is damaged");
    }

    @Test
    void isLeftAsItIsWhenOnlyItsHeaderCanBeRead() throws IOException {
      fill();
      byte[] bytes = Files.readAllBytes(file());
      Arrays.fill(bytes, 8_192, bytes.length, (byte) 'x');
      Files.write(file(), bytes);
      assertOpeningLeavesItAlone("No content was found");
    }

    @Test
    void isKeptWhenOnlyTheEndOfItWasCut() throws IOException {
      byte[] bytes;
      byte[] mark;
      byte[] wal;
      // While time stands still nothing is flushed: the files may be copied one after the other
      try (Store store = open(outbox(), new SteppingClock())) {
        bind(store, "first");
        bytes = Files.readAllBytes(file());
        mark = Files.readAllBytes(folder.resolve("outbox.mark"));
        wal = Files.readAllBytes(folder.resolve("outbox.journal"));
        bind(store, "second");
        bytes = Arrays.copyOf(Files.readAllBytes(file()), bytes.length + 100);
      }
      Files.write(file(), bytes);
      Files.write(folder.resolve("outbox.mark"), mark);
      Files.write(folder.resolve("outbox.journal"), wal);
      try (Store store = open()) {
        assertThat(store.userOf(new ClickId("first"))).isPresent();
      }
    }

    private void bind(Store store, String uid) {
      Bind bind = new Bind(new UserId(1), new ClickId(uid), Instant.EPOCH);
      store.intake().record(List.of(bind)).join();
    }

    @Test
    void isToldOfWhenItIsEmpty() throws IOException {
      Files.createFile(file());
      try (Logged logged = new Logged();
          Store store = open()) {
        assertThat(logged.at(Level.WARN)).singleElement().asString().contains("was empty");
        report(store, "works");
      }
    }

    @Test
    void isNamedWhenItIsAnotherProgramsDatabase() throws SQLException {
      tableOf("somebody");
      assertOpening().hasMessageContaining("is the H2 database of another program");
      tableOf("somebody");
    }

    @Test
    void isNamedWhenItHasAnotherSchema() throws SQLException {
      tableOf("botfunnel");
      assertOpening().hasMessageContaining("has another schema");
      assertOpening().as("nothing holds the file").hasMessageContaining("has another schema");
    }

    private void tableOf(String user) throws SQLException {
      try (Connection other = DriverManager.getConnection("jdbc:h2:file:" + outbox(), user, "");
          Statement statement = other.createStatement()) {
        statement.execute("CREATE TABLE IF NOT EXISTS theirs (id INT)");
      }
    }
  }

  @Nested
  class ANewFile {
    @Test
    void isMadeWithItsFolders() {
      Path deep = folder.resolve("a/b/outbox");
      try (Logged logged = new Logged();
          Store store = open(deep)) {
        report(store, "works");
        assertThat(logged.at(Level.INFO)).contains("created a new outbox in " + deep + ".mv.db");
      }
    }

    @Test
    void isRefusedWhereItsFolderIsAFile() throws IOException {
      Files.createFile(folder.resolve("plain"));
      assertThatThrownBy(() -> open(folder.resolve("plain/outbox")))
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining(folder.resolve("plain").toString());
    }

    @Test
    void takesThePlaceOfWhatAKilledProcessLeftHalfMade() throws IOException {
      Files.writeString(folder.resolve("outbox.new.mv.db"), "half");
      try (Store store = open()) {
        report(store, "works");
      }
      assertThat(folder.resolve("outbox.new.mv.db")).doesNotExist();
    }

    @Test
    void isRefusedOnAReadOnlyDisk() {
      try (SmallDisk disk = new SmallDisk(folder, 16 << 20)) {
        disk.makeReadOnly();
        assertOpening()
            .hasMessageContaining("may not be opened")
            .hasMessageContaining("its folder");
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", " ", "a;TRACE_LEVEL_FILE=3", "a\0b", "jdbc:h2:mem:x;PASSWORD=hidden"})
    void isRefusedUnderAnUrlThatIsNoPath(String url) {
      assertThatThrownBy(
              () -> Store.open(url, new PlainWire(), Attribution.LAST_CLICK, Clock.systemUTC()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("tracking.outbox.url")
          .hasMessageContaining("data/outbox")
          .hasMessageNotContaining("hidden");
    }
  }

  @Nested
  class Permissions {
    private void assertAllFilesAreTheirOwnersOnly() throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files)
            .isNotEmpty()
            .allSatisfy(
                each ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .isEqualTo("rw-------"));
      }
    }

    @Test
    void areTheOwnersOnlyFromTheFirstMomentOn() throws IOException {
      try (Store store = open()) {
        report(store, "works");
        assertAllFilesAreTheirOwnersOnly();
      }
      assertAllFilesAreTheirOwnersOnly();
    }

    @Test
    void areTakenBackFromOthersAtReopening() throws IOException {
      fill();
      Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
      try (Logged logged = new Logged();
          Store store = open()) {
        assertThat(logged.at(Level.WARN)).singleElement().asString().contains("was open to others");
        report(store, "works");
        assertAllFilesAreTheirOwnersOnly();
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"---------", "r--------"})
    void thatForbidItAreNamedAtStart(String permissions) throws IOException {
      fill();
      Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
      try (ChildJvm child =
          ChildJvm.startWith(withoutRootsRights(), OpeningChild.class, outbox().toString())) {
        assertThat(child.nextReport().orElse("it failed otherwise"))
            .contains("may not be opened")
            .contains("Let the bot's user read and write the file");
      }
    }

    /** Root may read everything: the child runs without that. */
    private List<String> withoutRootsRights() {
      if (!Files.isReadable(file()) || !Files.isWritable(file())) {
        return List.of();
      }
      Path setpriv = Path.of("/usr/bin/setpriv");
      assumeTrue(Files.isExecutable(setpriv), "root reads every file, and there is no setpriv");
      return List.of(setpriv.toString(), "--bounding-set=-dac_override,-dac_read_search");
    }
  }
}
