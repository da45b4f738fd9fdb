package io.botfunnel.starter.security;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The permissions of a new file that only its owner can read and write. */
public final class OwnerOnlyPermissions {
  private OwnerOnlyPermissions() {}

  /**
   * Returns the attributes to create a file with; none on a file system without POSIX permissions.
   *
   * @param file the file to create, or its folder
   */
  public static FileAttribute<?>[] on(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
