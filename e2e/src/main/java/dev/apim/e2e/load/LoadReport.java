package dev.apim.e2e.load;

import java.util.List;
import java.util.Map;

/**
 * What became of the requests of a load.
 *
 * @param failed neither answered nor answered as expected
 * @param failures the first of them, each with time and reason
 * @param failedByTarget how many failed at each host:port
 * @param p50Millis latency of the answered ones
 */
public record LoadReport(
    long sent,
    long failed,
    List<String> failures,
    Map<String, Long> failedByTarget,
    double p50Millis,
    double p99Millis,
    double maxMillis) {
  public LoadReport {
    failures = List.copyOf(failures);
    failedByTarget = Map.copyOf(failedByTarget);
  }
}
