package dev.apim.policy.expression.plan;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What the thread has taken of a processor; loaded when first asked, which is rare. */
final class CpuClock {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final boolean IS_THERE = THREADS.isCurrentThreadCpuTimeSupported();

  private CpuClock() {}

  static long nanos() {
    return IS_THERE ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
  }
}
