package io.botfunnel.tracking.internal.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.tracking.internal.store.OutboxFolder;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is no plain file in the place of an outbox's file is named: not followed, not waited for.
 */
@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "it has no pipes that are files, and links ask for a privilege")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlainFilesTest {
  private static final String PRECIOUS = "what somebody else needs, and an outbox would empty";

  @TempDir Path temporary;
  private OutboxFolder folder;
  private Path foreign;

  @BeforeEach
  void begin() throws IOException {
    folder = new OutboxFolder(Files.createDirectory(temporary.resolve("data")));
    folder.closedAfter(2);
    foreign = Files.writeString(temporary.resolve("foreign"), PRECIOUS);
    Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** What somebody puts there. */
  private enum Strange {
    LINK("is a symbolic link") {
      @Override
      void make(Path place, Path foreign) throws IOException {
        Files.createSymbolicLink(place, foreign);
      }
    },
    LINK_TO_NOTHING("is a symbolic link") {
      @Override
      void make(Path place, Path foreign) throws IOException {
        Files.createSymbolicLink(place, foreign.resolveSibling("nothing"));
      }
    },
    LINK_WITHOUT_END("is a symbolic link") {
      @Override
      void make(Path place, Path foreign) throws IOException {
        Files.createSymbolicLink(place, Path.of("/dev/zero"));
      }
    },
    PIPE("is a pipe, a socket or a device") {
      @Override
      void make(Path place, Path foreign) throws IOException, InterruptedException {
        Process made = new ProcessBuilder("mkfifo", place.toString()).start();
        assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
    },
    FOLDER("is a folder") {
      @Override
      void make(Path place, Path foreign) throws IOException {
        Files.createDirectory(place);
      }
    };

    private final String words;

    Strange(String words) {
      this.words = words;
    }

    abstract void make(Path place, Path foreign) throws IOException, InterruptedException;
  }

  @ParameterizedTest
  @EnumSource
  void isNamedAtEachDoorAndNothingIsDoneToIt(Strange strange)
      throws IOException, InterruptedException {
    for (Path file : new Path[] {folder.file(), folder.journal(), folder.mark()}) {
      Path away = temporary.resolve("away");
      boolean wasThere = Files.exists(file);
      if (wasThere) {
        Files.move(file, away);
      }
      strange.make(file, foreign);
      for (H2DefinitionsTest.Door door : H2DefinitionsTest.Door.values()) {
        assertThatThrownBy(() -> door.open(folder))
            .as("%s at %s", file, door)
            .isInstanceOf(OutboxUnavailableException.class)
            .hasMessageContaining("%s %s".formatted(file, strange.words))
            .hasMessageContaining("only plain files are opened")
            .hasMessageContaining("Move it away");
      }
      Files.delete(file);
      if (wasThere) {
        Files.move(away, file);
      }
    }
    assertThat(foreign).hasContent(PRECIOUS);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(foreign)))
        .isEqualTo("rw-r--r--");
    assertThat(foreign.resolveSibling("nothing")).doesNotExist();
    try (Store store = folder.open()) {
      assertThat(OutboxFolder.eids(store)).hasSize(2);
    }
  }

  /** A gigabyte without content on the device: read into memory, it would end the process. */
  @Test
  void aMarkThatIsLargerThanAnyIsNotRead() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.mark().toFile(), "rw")) {
      file.setLength(1L << 30);
    }
    for (H2DefinitionsTest.Door door : H2DefinitionsTest.Door.values()) {
      assertThatThrownBy(() -> door.open(folder))
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining("%s is larger than a mark ever is".formatted(folder.mark()));
    }
  }

  /** A folder of this name is emptied at the start, since a killed process may have left it. */
  @Test
  void whatALinkLeadsToIsNotTakenForALeftover() throws IOException {
    Path theirs = Files.createDirectory(temporary.resolve("theirs"));
    Path precious = Files.writeString(theirs.resolve("precious"), PRECIOUS);
    Path link = Files.createSymbolicLink(Path.of(folder.file() + ".compact"), theirs);
    folder.open().close();
    assertThat(precious).hasContent(PRECIOUS);
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void aLinkInThePlaceOfANewFileIsReplaced() throws IOException {
    for (Path file : new Path[] {folder.file(), folder.mark()}) {
      Files.delete(file);
    }
    Files.createSymbolicLink(Path.of(folder.outbox() + ".new.mv.db"), temporary.resolve("nothing"));
    folder.open().close();
    assertThat(folder.file()).isRegularFile();
    assertThat(temporary.resolve("nothing")).doesNotExist();
  }

  /** A repair that was killed leaves its folder. */
  @Test
  void aRepairGoesOnWhereAnotherWasKilled() throws IOException {
    Path left = Files.createDirectory(Path.of(folder.outbox() + ".rescue"));
    Files.writeString(left.resolve("outbox.mv.db"), "a second name of the file");
    OutboxFolder.overwrite(folder.file(), 8_192, new byte[4_096]);
    assertThat(Store.repair(folder.outbox().toString(), Clock.systemUTC()).wasDamaged()).isTrue();
    assertThat(left).doesNotExist();
  }
}
