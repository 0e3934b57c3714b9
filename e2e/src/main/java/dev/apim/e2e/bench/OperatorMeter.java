package dev.apim.e2e.bench;

import dev.apim.e2e.region.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;

/** How long the operator of a region has compiled so far, by its own metrics. */
final class OperatorMeter {
  private static final String SUM = "apim_configuration_compile_seconds_sum";
  private static final String COUNT = "apim_configuration_compile_seconds_count";

  private final Site site;
  private final HttpClient http = HttpClient.newHttpClient();

  OperatorMeter(Site site) {
    this.site = site;
  }

  double millis() {
    return value(SUM) * TimeUnit.SECONDS.toMillis(1);
  }

  long count() {
    return (long) value(COUNT);
  }

  /** The mean of the compiles since then. */
  double millisSince(double millis, long count) {
    return (millis() - millis) / Math.max(1, count() - count);
  }

  private double value(String name) {
    return read()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String read() {
    HttpRequest request =
        HttpRequest.newBuilder(site.region().operator().orElseThrow().url("/q/metrics")).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
