package dev.apim.gateway.capacity;

import java.time.Duration;

/**
 * What counts as full.
 *
 * @param shedPercent from which percentage of queue or heap on requests are refused; 0 for never
 * @param queue how late an event loop is at 100 %
 * @param requests how many requests may be answered at a time
 */
public record CapacityLimits(int shedPercent, Duration queue, int requests) {}
