package io.penstock.deploy.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Where something was measured.
 *
 * @param cores that the JVM may use
 * @param memoryBytes of the machine
 * @param heapBytes that this JVM may take
 * @param load runnable threads on average over the last minute, of everybody; negative if unknown
 */
public record Machine(
    String system, int cores, long memoryBytes, String jvm, long heapBytes, double load) {

  private static final OperatingSystemMXBean BEAN =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** This one, now. */
  public static Machine here() {
    return new Machine(
        BEAN.getName() + " " + BEAN.getArch(),
        BEAN.getAvailableProcessors(),
        BEAN.getTotalMemorySize(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        Runtime.getRuntime().maxMemory(),
        BEAN.getSystemLoadAverage());
  }

  /** CPU time of this process so far, collection and compilation included, in nanoseconds. */
  public static long cpuNanos() {
    return BEAN.getProcessCpuTime();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %.1f GB of memory; %s with a heap of up to %.1f GB; load %.1f when it began",
        system,
        cores,
        memoryBytes / 1e9,
        jvm,
        heapBytes / 1e9,
        load);
  }
}
