package io.botfunnel.starter.soak;

/**
 * What was measured in the evening of a day.
 *
 * @param number from 1
 * @param fileBytes of all files of the outbox
 * @param livingBytes of what lives in them
 */
record Day(int number, long fileBytes, long livingBytes, Look look, Standing standing) {
  private static final long ALLOWANCE = 16L << 20;

  /** What the files may take. */
  static long mostBytes(long livingBytes) {
    return 2 * livingBytes + ALLOWANCE;
  }

  @Override
  public String toString() {
    return "day %d: files %s MB, living %s MB; heap %s MB, %d threads, %d files open; %s"
        .formatted(
            number,
            megabytes(fileBytes),
            megabytes(livingBytes),
            megabytes(look.heapBytes()),
            look.threads(),
            look.files(),
            standing.outbox());
  }

  static String megabytes(long bytes) {
    return "%.1f".formatted(bytes / 1048576.0);
  }
}
