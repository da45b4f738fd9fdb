package io.botfunnel.tracking.internal.store.h2;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.internal.store.OperationsContract;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2OperationsTest extends OperationsContract {
  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Override
  public Store openStore() {
    String file = folder.resolve("outbox").toString();
    return Store.open(file, new PlainWire(), Attribution.LAST_CLICK, clock);
  }

  @Nested
  class ABackup {
    @Test
    void opensWithAllThatWasRecordedBeforeIt() throws IOException {
      bind(ANN, "abc");
      deposit(ANN, "1", "25.00", "USD");
      Path zip = elsewhere.resolve("backup.zip");
      operations.backup(zip, WHO);
      assertThat(Files.getPosixFilePermissions(zip))
          .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
      contact(BOB);
      Path copy = folder.resolve("copy");
      unzip(zip, Path.of(copy + ".mv.db"));
      try (Store restored =
          Store.open(copy.toString(), new PlainWire(), Attribution.LAST_CLICK, clock)) {
        assertThat(restored.operations().books(Topic.OUTBOX).waiting()).isEqualTo(2);
        assertThat(restored.userOf(new ClickId("abc"))).contains(ANN);
      }
    }

    private void unzip(Path zip, Path file) throws IOException {
      try (InputStream in = Files.newInputStream(zip);
          ZipInputStream entries = new ZipInputStream(in)) {
        assertThat(entries.getNextEntry()).isNotNull();
        Files.copy(entries, file);
      }
    }

    @Test
    void neverOverwritesAFile() throws IOException {
      Path taken = Files.createFile(elsewhere.resolve("taken.zip"));
      assertThatThrownBy(() -> operations.backup(taken, WHO))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("taken.zip")
          .hasMessageContaining("Choose another name");
    }

    private void assertRefused(Path file, String rule, String remedy) {
      assertThatThrownBy(() -> operations.backup(file, WHO))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(file.toString(), rule, remedy);
    }

    private void assertNothingWasMade() {
      assertThat(elsewhere).isEmptyDirectory();
      assertThat(folder)
          .isDirectoryNotContaining(file -> !file.getFileName().toString().startsWith("outbox."));
      assertThat(operations.audit(9)).isEmpty();
    }

    @Test
    void isAZipAndNothingElse() {
      for (String name : new String[] {"backup", "outbox.journal", "backup.zip.console", ".zip2"}) {
        assertRefused(elsewhere.resolve(name), "is a zip", "ends in .zip");
      }
      assertNothingWasMade();
    }

    @Test
    void isNotInTheOutboxesFolderNorBelowIt() throws IOException {
      Path below = Files.createDirectory(folder.resolve("outbox.below"));
      String rule = "outside of the outbox's folder";
      assertRefused(folder.resolve("b.zip"), rule, "Choose another folder");
      assertRefused(below.resolve("b.zip"), rule, "Choose another folder");
      assertRefused(elsewhere.resolve("../" + folder.getFileName() + "/b.zip"), rule, "another");
      assertThat(below).isEmptyDirectory();
      assertNothingWasMade();
    }

    @Test
    void getsIntoItByNoSymbolicLink() throws IOException {
      Path link = Files.createSymbolicLink(elsewhere.resolve("link"), folder);
      assertRefused(link.resolve("b.zip"), "outside of the outbox's folder", "another folder");
      Files.delete(link);
      Path dangling =
          Files.createSymbolicLink(elsewhere.resolve("d.zip"), folder.resolve("outbox.new"));
      assertRefused(dangling, "at which nothing is yet", "another name");
      assertThat(folder.resolve("outbox.new")).doesNotExist();
      Files.delete(dangling);
      assertNothingWasMade();
    }

    @Test
    void goesIntoAFolderThatIsThere() {
      assertRefused(elsewhere.resolve("no/b.zip"), "a folder that is there", "Make it");
      assertNothingWasMade();
    }
  }
}
