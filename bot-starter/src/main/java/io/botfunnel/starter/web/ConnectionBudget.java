package io.botfunnel.starter.web;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections a server may have without harm to the rest of the process. Immutable.
 *
 * @param heapBytes the most heap that the process may use
 * @param freeFiles how many more files and connections the process may open
 */
public record ConnectionBudget(long heapBytes, long freeFiles) {
  private static final Logger log = LoggerFactory.getLogger(ConnectionBudget.class);

  /** A head of 8 KB in lines of four bytes takes 300 KB once it is read. */
  private static final long HEAP_BYTES_PER_CONNECTION = 1 << 20;

  /** The other half is for the database, the console, Telegram and XTRACKER. */
  private static final long FILE_SHARE = 2;

  private static final long MIN_CONNECTIONS = 16;

  /** Returns the current budget of this process. */
  public static ConnectionBudget now() {
    return new ConnectionBudget(Runtime.getRuntime().maxMemory(), freeFilesNow());
  }

  private static long freeFilesNow() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /**
   * Returns {@code wanted}, or fewer if the budget does not allow that many; the log then says so.
   */
  public int limit(int wanted) {
    long affordable =
        Math.max(
            MIN_CONNECTIONS,
            Math.min(heapBytes / HEAP_BYTES_PER_CONNECTION, Math.max(0, freeFiles) / FILE_SHARE));
    if (affordable < wanted) {
      log.info(
          "at most {} connections at a time, instead of {}: there are {} MB of memory (-Xmx) and {} free file descriptors (ulimit -n)",
          affordable,
          wanted,
          heapBytes >> 20,
          freeFiles);
    }
    return (int) Math.min(wanted, affordable);
  }
}
