package io.botfunnel.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.Tracking;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What stands where a bot leaves the address of its console: not waited for, and not read whole.
 */
@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "it has no pipes that are files, and links ask for a privilege")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrangeConsoleFileTest {
  @TempDir Path folder;

  private enum Strange {
    PIPE {
      @Override
      void make(Path file) throws IOException, InterruptedException {
        Process made = new ProcessBuilder("mkfifo", file.toString()).start();
        assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
    },
    WITHOUT_END {
      @Override
      void make(Path file) throws IOException {
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
      }
    },
    FOUR_GIGABYTES {
      @Override
      void make(Path file) throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
          large.setLength(4L << 30);
        }
      }
    },
    FOLDER {
      @Override
      void make(Path file) throws IOException {
        Files.createDirectory(file);
      }
    },
    NO_TEXT {
      @Override
      void make(Path file) throws IOException {
        Files.write(file, new byte[] {-1, -2, 0, 27});
      }
    },
    NOTHING_IN_IT {
      @Override
      void make(Path file) throws IOException {
        Files.writeString(file, "{}");
      }
    };

    abstract void make(Path file) throws IOException, InterruptedException;
  }

  @ParameterizedTest
  @EnumSource
  void isNamed(Strange strange) throws IOException, InterruptedException {
    Path outbox = folder.resolve("outbox");
    Tracking.builder()
        .bearer("a-bearer")
        .url(URI.create("http://127.0.0.1:1"))
        .outbox(outbox)
        .start()
        .close();
    Path file = folder.resolve("outbox.console");
    strange.make(file);
    Shell.Answer answer =
        new Shell().with("tracking.outbox.url", outbox.toString()).run("outbox", "list");
    assertThat(answer.code()).isNotZero();
    assertThat(answer.err())
        .contains(file + " cannot be read", "if something else is there, remove it");
  }
}
