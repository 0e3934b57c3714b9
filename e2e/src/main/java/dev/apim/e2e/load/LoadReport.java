package dev.apim.e2e.load;

import java.util.List;

/**
 * What became of the requests of a load.
 *
 * @param failed neither answered nor answered as expected
 * @param failures the first of them, each with time and reason
 * @param p50Millis latency of the answered ones
 */
public record LoadReport(
    long sent,
    long failed,
    List<String> failures,
    double p50Millis,
    double p99Millis,
    double maxMillis) {
  public LoadReport {
    failures = List.copyOf(failures);
  }
}
