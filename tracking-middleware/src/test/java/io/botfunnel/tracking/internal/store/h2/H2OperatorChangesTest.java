package io.botfunnel.tracking.internal.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.store.OperatorChangesContract;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2OperatorChangesTest extends OperatorChangesContract {
  @TempDir Path folder;

  @Override
  public Store openStore() {
    String file = folder.resolve("outbox").toString();
    return Store.open(file, new PlainWire(), Attribution.LAST_CLICK, clock);
  }

  @Test
  void aForgottenPersonIsNotInTheJournalEither() throws IOException {
    deposit(new UserId(987_654_321), "secrettx", "25.00", "USD");
    operations.erasePerson(987_654_321, WHO);
    assertThat(wal()).doesNotContain("secret").doesNotContain("987654321");
  }

  private String wal() throws IOException {
    Path wal = folder.resolve("outbox.journal");
    return Files.exists(wal) ? Files.readString(wal, StandardCharsets.ISO_8859_1) : "";
  }
}
