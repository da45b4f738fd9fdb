package io.botfunnel.starter.doctor;

import io.botfunnel.starter.settings.OperatorSettings;
import io.botfunnel.tracking.Outbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;

/** Checks that other users of this machine cannot read files with secrets or payments. */
final class FilePermissionsCheck {
  private static final String CHECK = "rights";

  private FilePermissionsCheck() {}

  /**
   * Must run before the outbox is opened, because opening takes the file's permissions from others.
   */
  static void check(OperatorSettings settings, FindingCollector findings) {
    List<Path> open =
        Stream.of(
                filesOf(settings.outboxUrl()),
                settings.bots().stream().flatMap(bot -> settings.of(bot).bearerFile().stream()),
                settings.fileWithSecrets().stream())
            .flatMap(files -> files)
            .filter(FilePermissionsCheck::isOpenToOthers)
            .toList();
    open.forEach(
        file ->
            findings.warning(
                CHECK,
                "Every user of this machine can read %s".formatted(file),
                "chmod 600 %s".formatted(file)));
    if (open.isEmpty()) {
      findings.good(CHECK, "Only their owner can read the files with secrets and the outbox");
    }
  }

  private static Stream<Path> filesOf(String outbox) {
    return Outbox.isShared(outbox)
        ? Stream.empty()
        : Stream.of(outbox + ".mv.db", outbox + ".journal", outbox + ".mark", outbox + ".console")
            .map(Path::of);
  }

  private static boolean isOpenToOthers(Path file) {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    try {
      return view != null
          && view.readAttributes().isRegularFile()
          && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException missing) {
      return false;
    }
  }
}
