package dev.apim.gateway.capacity;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/** The share of the old generation that a full collection left in use; garbage does not count. */
final class Heap {

  private final List<MemoryPoolMXBean> old =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
          .toList();

  int percent() {
    int most = 0;
    for (MemoryPoolMXBean pool : old) {
      MemoryUsage left = pool.getCollectionUsage();
      if (left != null && left.getMax() > 0) {
        most = Math.max(most, (int) (100 * left.getUsed() / left.getMax()));
      }
    }
    return most;
  }
}
