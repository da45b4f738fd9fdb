package io.botfunnel.tracking.store;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.lane.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2OperationsTest extends OperationsContract {
  @TempDir Path folder;

  @Override
  Store openStore() {
    String file = folder.resolve("outbox").toString();
    return Store.open(file, new PlainWire(), Attribution.LAST_CLICK, clock);
  }

  @Test
  void aForgottenPersonIsNotInTheJournalEither() throws IOException {
    deposit(new UserId(987_654_321), "secrettx", "25.00", "USD");
    operations.forget(987_654_321, WHO);
    assertThat(journal()).doesNotContain("secret").doesNotContain("987654321");
  }

  private String journal() throws IOException {
    Path journal = folder.resolve("outbox.journal");
    return Files.exists(journal) ? Files.readString(journal, StandardCharsets.ISO_8859_1) : "";
  }

  @Nested
  class ABackup {
    @Test
    void opensWithAllThatWasRecordedBeforeIt() throws IOException {
      bind(ANN, "abc");
      deposit(ANN, "1", "25.00", "USD");
      Path zip = folder.resolve("backup.zip");
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
      Path taken = Files.createFile(folder.resolve("taken.zip"));
      assertThatThrownBy(() -> operations.backup(taken, WHO))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("taken.zip")
          .hasMessageContaining("Choose another name");
    }
  }
}
