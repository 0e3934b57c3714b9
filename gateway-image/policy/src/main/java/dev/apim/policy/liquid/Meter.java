package dev.apim.policy.liquid;

import dev.apim.policy.expression.type.LimitException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** What one rendering may cost: a template of honest size never meets its bounds. */
final class Meter {

  private static final int MOST_WORK = 500_000;
  private static final int MOST_CHARACTERS = 4 << 20;
  private static final int BETWEEN_LOOKS = 2_000;
  private static final int CHARACTERS_OF_ONE = 64;
  private static final Duration LONGEST = Duration.ofMillis(25);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long until;
  private long spent;
  private long looked;

  Meter(Duration more) {
    until = cpu() + LONGEST.plus(more).toNanos();
  }

  private static long cpu() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** Pays for work. */
  void spend(long work) {
    spent += work;
    if (spent > MOST_WORK) {
      throw new LimitException("the template does too much: it was stopped");
    }
    if (spent - looked > BETWEEN_LOOKS) {
      looked = spent;
      if (cpu() > until) {
        throw new LimitException("the template takes too long: it was stopped");
      }
    }
  }

  /** Pays for a text of that length. */
  void text(long characters) {
    grown(characters);
    spend(1 + characters / CHARACTERS_OF_ONE);
  }

  /** Looks whether all that was written has become too long. */
  void grown(long characters) {
    if (characters > MOST_CHARACTERS) {
      throw new LimitException("the template makes a text that is too long: it was stopped");
    }
  }
}
