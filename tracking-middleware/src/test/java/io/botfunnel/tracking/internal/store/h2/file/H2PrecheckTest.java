package io.botfunnel.tracking.internal.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.botfunnel.tracking.internal.store.OutboxFolder;
import io.botfunnel.tracking.internal.store.h2.repair.Repair;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening an H2 file below SQL reads the headers of all its chunks, so it is done once. */
class H2PrecheckTest {
  @TempDir Path temporary;
  private OutboxFolder folder;

  @BeforeEach
  void closeAnOutbox() throws IOException {
    assumeTrue(File.separatorChar == '/', "only there a folder's name may end in a colon");
    CountedPath.scheme = temporary.resolve("counted").toString();
    FilePath.register(new CountedPath());
    folder = new OutboxFolder(Files.createDirectory(temporary.resolve("counted:")));
    folder.closedAfter(3);
    CountedPath.opened.set(0);
  }

  @Test
  void opensTheFileOnceForAllThatIsCheckedBeforeH2OpensIt() throws Exception {
    H2File file = new H2File(folder.outbox());
    file.abandon(file.open());
    assertThat(CountedPath.opened).hasValue(1);
  }

  @Test
  void opensTheFileOnceForARepairThatFindsNothing() {
    assertThat(Repair.damages(folder.outbox(), Clock.systemUTC())).isEmpty();
    assertThat(CountedPath.opened).hasValue(1);
  }

  /**
   * Counts how often a file is opened for reading, as is done below SQL; H2's connections open it
   * for writing. H2 takes what precedes a colon in a path for the name of a file system: here, this
   * one.
   */
  public static final class CountedPath extends FilePathWrapper {
    private static final AtomicInteger opened = new AtomicInteger();
    private static String scheme = "";

    @Override
    public String getScheme() {
      return scheme;
    }

    @Override
    protected String getPrefix() {
      return "";
    }

    @Override
    protected FilePath unwrap(String path) {
      return FilePath.get("file:" + path);
    }

    @Override
    public FileChannel open(String mode) throws IOException {
      if (mode.equals("r")) {
        opened.incrementAndGet();
      }
      return super.open(mode);
    }
  }
}
