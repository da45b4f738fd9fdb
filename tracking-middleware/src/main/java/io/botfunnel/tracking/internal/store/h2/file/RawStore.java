package io.botfunnel.tracking.internal.store.h2.file;

import java.nio.file.Path;
import java.util.HashMap;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.SingleFileStore;

/**
 * Opens an H2 file below SQL, even a damaged one. Whatever H2 throws while it reads the file, the
 * file is closed and its lock released. H2 alone keeps the lock if a page of its own map of maps is
 * damaged: a repair in the same process would find the file in use.
 */
public final class RawStore {
  private RawStore() {}

  /**
   * Opens an existing file for reading.
   *
   * @throws MVStoreException if it is damaged, or is open elsewhere
   */
  static MVStore reading(Path file) {
    return open(file, true);
  }

  /** Reads from an open file. */
  public interface Reader<T, E extends Exception> {
    T read(MVStore store) throws E;
  }

  /**
   * Opens an existing file for reading, and closes it again.
   *
   * @throws MVStoreException if it is damaged, or is open elsewhere
   */
  public static <T, E extends Exception> T read(Path file, Reader<T, E> reader) throws E {
    try (MVStore store = reading(file)) {
      return reader.read(store);
    } catch (AssertionError e) {
      throw damaged(file, e);
    }
  }

  /**
   * Opens an existing file for writing.
   *
   * @throws MVStoreException if it is damaged, or is open elsewhere
   */
  public static MVStore writing(Path file) {
    return open(file, false);
  }

  private static MVStore open(Path file, boolean readOnly) {
    SingleFileStore store = new SingleFileStore(new HashMap<>());
    store.open(file.toString(), readOnly, null);
    try {
      return new MVStore.Builder().adoptFileStore(store).open();
    } catch (MVStoreException e) {
      store.close();
      throw e;
    } catch (RuntimeException | OutOfMemoryError unexpected) {
      // A damaged length also leads to out of memory: H2 allocates that much
      store.close();
      throw DataUtils.newMVStoreException(
          DataUtils.ERROR_FILE_CORRUPT, "{0} cannot be read: {1}", file, unexpected);
    } catch (Error e) {
      store.close();
      throw e;
    }
  }

  /**
   * Builds the error for a failed assertion: H2 asserts some of what it reads if Java runs with
   * -ea.
   */
  private static MVStoreException damaged(Path file, AssertionError e) {
    return DataUtils.newMVStoreException(
        DataUtils.ERROR_FILE_CORRUPT, "What H2 asserts does not hold in {0}", file, e);
  }
}
