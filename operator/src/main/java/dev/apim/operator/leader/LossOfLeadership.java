package dev.apim.operator.leader;

import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * What happens when this replica leads no more. Loops that still run cannot be recalled, so the
 * process ends without ceremony, unless it is being shut down and has already stopped its loops.
 */
final class LossOfLeadership {

  private static final Logger LOG = Logger.getLogger(LossOfLeadership.class);

  private final IntConsumer halt;
  private final Runnable release;
  private volatile boolean shuttingDown;

  /**
   * @param halt ends the process with an exit code, running no shutdown hook
   * @param release gives the Lease back
   */
  LossOfLeadership(IntConsumer halt, Runnable release) {
    this.halt = halt;
    this.release = release;
  }

  void shuttingDown() {
    shuttingDown = true;
  }

  void lost() {
    if (!shuttingDown) {
      LOG.warn("the leader's Lease is lost: this replica ends, another one acts");
      halt.accept(1);
      return;
    }
    try {
      release.run();
    } catch (RuntimeException e) {
      LOG.warnf("the leader's Lease could not be given back: %s", e.getMessage());
    }
  }
}
