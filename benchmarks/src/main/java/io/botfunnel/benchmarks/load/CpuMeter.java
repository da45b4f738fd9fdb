package io.botfunnel.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import io.botfunnel.benchmarks.child.Measured;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * The processor time of this process, collector and compiler included, while events are delivered:
 * from when everything is started, for the events that were still to come.
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

  /** Begins now. */
  public static CpuMeter start(LongSupplier delivered) {
    return new CpuMeter(delivered);
  }

  /** Ends now. */
  public Measured end() {
    double seconds = (processNs() - startNs) / 1e9;
    long events = delivered.getAsLong() - deliveredAtStart;
    return Measured.nothing().with("cpu_s_per_10k", seconds * 10_000 / events);
  }

  private static long processNs() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
