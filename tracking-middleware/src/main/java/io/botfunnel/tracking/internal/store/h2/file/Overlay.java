package io.botfunnel.tracking.internal.store.h2.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.HashMap;
import java.util.Map;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * An H2 file system that reads from disk and writes to memory only: H2's connections see its
 * changes to a file, and the changes are gone when they close. As thread-safe as H2's own files.
 */
final class Overlay {
  /** The scheme before the path in H2's URL. */
  static final String SCHEME = "botfunnel-overlay";

  private Overlay() {}

  /** Registers the scheme with H2. */
  static void register() {
    FilePath.register(new OverlayPath());
  }

  /** The path of such a file. H2 creates it by reflection, so it must be public. */
  public static final class OverlayPath extends FilePathWrapper {
    /** Called by H2. */
    public OverlayPath() {}

    @Override
    public String getScheme() {
      return SCHEME;
    }

    /**
     * Returns true, since H2 opens a file that it may not write as read-only, and then cannot roll
     * back incomplete work.
     */
    @Override
    public boolean canWrite() {
      return true;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
      return new OverlayChannel(getBase().open("r"));
    }

    @Override
    public void delete() {
      // The file stays
    }

    @Override
    public boolean createFile() {
      return false;
    }

    @Override
    public boolean setReadOnly() {
      return false;
    }
  }

  /** An open file. */
  private static final class OverlayChannel extends FileBaseDefault {
    private static final int BLOCK = 4096;

    private final FileChannel base;
    private final Map<Long, byte[]> changed = new HashMap<>();
    private long size;

    OverlayChannel(FileChannel base) throws IOException {
      this.base = base;
      this.size = base.size();
    }

    @Override
    public synchronized long size() {
      return size;
    }

    @Override
    public synchronized int read(ByteBuffer to, long from) throws IOException {
      if (from >= size) {
        return -1;
      }
      int count = 0;
      while (to.hasRemaining() && from + count < size) {
        long at = from + count;
        int within = (int) (at % BLOCK);
        long left = Math.min(size - at, BLOCK - within);
        int length = (int) Math.min(left, to.remaining());
        to.put(block(at / BLOCK), within, length);
        count += length;
      }
      return count;
    }

    @Override
    public synchronized int write(ByteBuffer from, long to) throws IOException {
      int count = from.remaining();
      long at = to;
      while (from.hasRemaining()) {
        int within = (int) (at % BLOCK);
        int length = Math.min(from.remaining(), BLOCK - within);
        byte[] block = block(at / BLOCK);
        from.get(block, within, length);
        changed.put(at / BLOCK, block);
        at += length;
      }
      size = Math.max(size, at);
      return count;
    }

    private byte[] block(long number) throws IOException {
      byte[] known = changed.get(number);
      return known == null ? fromDisk(number) : known;
    }

    private byte[] fromDisk(long number) throws IOException {
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      long from = number * BLOCK;
      int count = 0;
      while (count >= 0 && block.hasRemaining()) {
        count = base.read(block, from + block.position());
      }
      return block.array();
    }

    @Override
    protected void implTruncate(long newSize) {
      size = Math.min(size, newSize);
    }

    /** Takes a shared lock: other readers are allowed, a running bot is not. */
    @Override
    public FileLock tryLock(long from, long length, boolean shared) throws IOException {
      return base.tryLock(from, length, true);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
    }
  }
}
