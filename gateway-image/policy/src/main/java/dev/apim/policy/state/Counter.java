package dev.apim.policy.state;

import java.time.Duration;
import java.time.Instant;

/**
 * A counter and its limit.
 *
 * @param key who counts what; the same in every replica
 * @param firstPeriodStart where the periods of a quota begin; null: with the first call
 */
public record Counter(
    String key, Kind kind, long limit, Duration period, Instant firstPeriodStart) {

  /** How periods follow each other. */
  public enum Kind {
    /** Any stretch of time as long as the period holds at most the limit. */
    RATE,
    /** Periods one after the other, each with the whole limit. */
    QUOTA
  }
}
