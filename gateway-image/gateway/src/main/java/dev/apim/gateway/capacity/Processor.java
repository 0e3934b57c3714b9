package dev.apim.gateway.capacity;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The share of its processors that this process has used since it was last asked. */
final class Processor {

  private static final Path QUOTA_V2 = Path.of("/sys/fs/cgroup/cpu.max");
  private static final Path QUOTA_V1 = Path.of("/sys/fs/cgroup/cpu/cpu.cfs_quota_us");
  private static final Path PERIOD_V1 = Path.of("/sys/fs/cgroup/cpu/cpu.cfs_period_us");

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final double processors = processors();
  private long usedBefore = system.getProcessCpuTime();
  private long timeBefore = System.nanoTime();

  int percent(long now) {
    long used = system.getProcessCpuTime();
    double share = (used - usedBefore) / Math.max(1.0, now - timeBefore) / processors;
    usedBefore = used;
    timeBefore = now;
    return (int) Math.min(100, Math.round(share * 100));
  }

  /** A container's limit may be a part of a processor; the JVM only knows whole ones. */
  private static double processors() {
    int whole = Runtime.getRuntime().availableProcessors();
    try {
      if (Files.exists(QUOTA_V2)) {
        String[] parts = Files.readString(QUOTA_V2).trim().split(" ");
        return parts[0].equals("max") ? whole : ratio(parts[0], parts[1], whole);
      }
      return Files.exists(QUOTA_V1)
          ? ratio(Files.readString(QUOTA_V1), Files.readString(PERIOD_V1), whole)
          : whole;
    } catch (IOException | NumberFormatException e) {
      return whole;
    }
  }

  private static double ratio(String quota, String period, int whole) {
    double processors = Double.parseDouble(quota.trim()) / Double.parseDouble(period.trim());
    return processors > 0 ? Math.min(whole, processors) : whole;
  }
}
