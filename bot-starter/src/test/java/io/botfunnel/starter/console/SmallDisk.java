package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes in memory: real, and soon full. Only root may make one. */
final class SmallDisk implements AutoCloseable {
  private static final int BYTES = 4 << 20;
  private static final int LEFT = 64 << 10;

  private final Path folder;

  /** Skips the test where this process may not mount. */
  SmallDisk(Path folder) {
    this.folder = folder;
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + BYTES, "tmpfs", folder.toString()),
        "a small disk needs the right to mount a tmpfs: run as root on Linux");
  }

  /** Takes all but the last few kilobytes. */
  void fill() throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    Files.write(ballast(), new byte[(int) Math.max(0, free - LEFT)]);
  }

  void makeRoom() throws IOException {
    Files.delete(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  @Override
  public void close() {
    assertThat(run("umount", folder.toString())).isTrue();
  }
}
