package io.botfunnel.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import io.botfunnel.benchmarks.child.Measured;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Measures the processor time of this process, collector and compiler included, while it delivers
 * events. Only the time and the events after the start of the measurement count.
 */
public final class CpuMeter {
  private final LongSupplier delivered;
  private final long startNs;
  private final long deliveredAtStart;

  private CpuMeter(LongSupplier delivered) {
    this.delivered = delivered;
    this.startNs = processNs();
    this.deliveredAtStart = delivered.getAsLong();
  }

  /** Starts measuring. */
  public static CpuMeter start(LongSupplier delivered) {
    return new CpuMeter(delivered);
  }

  /** Stops measuring. */
  public Measured end() {
    double seconds = (processNs() - startNs) / 1e9;
    long events = delivered.getAsLong() - deliveredAtStart;
    return Measured.nothing().with("cpu_s_per_10k", seconds * 10_000 / events);
  }

  private static long processNs() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
