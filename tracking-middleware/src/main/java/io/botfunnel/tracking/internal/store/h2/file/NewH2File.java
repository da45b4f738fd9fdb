package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.h2.disk.DirectorySync;
import io.botfunnel.tracking.internal.store.h2.disk.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Creates a new outbox beside its place and moves it there once it is whole. So the file in its
 * place is never incomplete, however early the process is killed.
 */
public final class NewH2File {
  private final Path place;
  private final H2Connection made;

  /**
   * Prepares a new outbox.
   *
   * @param path absolute, without H2's {@code .mv.db}
   */
  public NewH2File(Path path) {
    this.place = Path.of(path + H2Connection.SUFFIX);
    this.made = new H2Connection(Path.of(path + ".new"));
  }

  public void make() throws IOException, SQLException {
    if (place.getParent() != null) {
      Files.createDirectories(place.getParent());
    }
    clear();
    OwnerOnlyFiles.create(made.file());
    made.open().close();
    Files.move(made.file(), place);
    DirectorySync.force(place);
  }

  /** Removes what a killed process left, and an empty file in the place. */
  private void clear() throws IOException {
    Files.deleteIfExists(made.file());
    if (Files.exists(place) && Files.size(place) == 0) {
      Files.delete(place);
    }
  }
}
