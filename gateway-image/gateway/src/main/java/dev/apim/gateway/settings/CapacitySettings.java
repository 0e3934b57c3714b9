package dev.apim.gateway.settings;

import java.time.Duration;

/**
 * When a gateway refuses requests instead of becoming slow (B119).
 *
 * @param shedPercent from which percentage of queue or heap on; 0 for never
 * @param queue how late an event loop is at 100 %
 * @param requests how many requests may be answered at a time
 */
public record CapacitySettings(int shedPercent, Duration queue, int requests) {

  static CapacitySettings read(Environment values) {
    return new CapacitySettings(
        values.number("APIM_SHED_PERCENT", 100, 100),
        Duration.ofMillis(Math.max(10, values.number("APIM_QUEUE_MILLIS", 500, 60_000))),
        Math.max(1, values.number("APIM_MAX_REQUESTS", 10_000, 1_000_000)));
  }
}
