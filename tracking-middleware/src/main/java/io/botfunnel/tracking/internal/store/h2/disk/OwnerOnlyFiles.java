package io.botfunnel.tracking.internal.store.h2.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes files accessible to their owner only, if the file system supports owners. */
public final class OwnerOnlyFiles {
  private static final Logger log = LoggerFactory.getLogger(OwnerOnlyFiles.class);
  private static final Set<PosixFilePermission> PERMISSIONS =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> OF_A_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnlyFiles() {}

  /** Creates the file; others cannot read it at any moment. */
  public static void create(Path file) throws IOException {
    Files.createFile(file, attributes(file, PERMISSIONS));
  }

  /** Creates the folder; others cannot look into it. */
  public static void createFolder(Path folder) throws IOException {
    Files.createDirectory(folder, attributes(folder, OF_A_FOLDER));
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  /** Removes the access of others, for example to a file that was restored from a backup. */
  public static void restrict(Path file) {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    try {
      if (view != null && !view.readAttributes().permissions().equals(PERMISSIONS)) {
        view.setPermissions(PERMISSIONS);
        log.warn("{} was open to others: only its owner may read it now", file);
      }
    } catch (IOException notOurs) {
      log.warn("{} may be open to others and is not ours to change: {}", file, notOurs.toString());
    }
  }
}
