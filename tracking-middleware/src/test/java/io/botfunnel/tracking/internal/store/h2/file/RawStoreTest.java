package io.botfunnel.tracking.internal.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.internal.store.OutboxFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged file that cannot be opened is let go of: a repair in this process can open it. */
@Tag("slow")
class RawStoreTest {
  private static final int A_STEP = 256;

  @TempDir Path temporary;

  @Test
  void locksNoFileThatItCannotOpen() throws IOException {
    OutboxFolder folder = new OutboxFolder(temporary);
    folder.closedAfter(60);
    byte[] whole = Files.readAllBytes(folder.file());
    byte[] noise = new byte[A_STEP];
    new Random(1).nextBytes(noise);
    List<Integer> errors = new ArrayList<>();
    for (int at = 0; at < whole.length; at += A_STEP) {
      Files.write(folder.file(), whole);
      OutboxFolder.overwrite(folder.file(), at, noise);
      if (error(folder.file()) != 0) {
        errors.add(error(folder.file()));
      }
    }
    assertThat(errors).isNotEmpty().doesNotContain(DataUtils.ERROR_FILE_LOCKED);
  }

  /** H2's code; 0 if the file opens. */
  private static int error(Path file) {
    try (MVStore store = RawStore.reading(file)) {
      return store.isReadOnly() ? 0 : -1;
    } catch (MVStoreException e) {
      return e.getErrorCode();
    }
  }
}
