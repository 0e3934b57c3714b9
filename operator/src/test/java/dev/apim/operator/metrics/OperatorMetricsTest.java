package dev.apim.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {

  @Test
  void eventsWithAndWithoutAnActionAreCountedInOneFamily() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new OperatorMetrics().sameTags());

    count(registry, "event", "ResourceEvent", "action", "ADDED");
    count(registry, "event", "Event");

    assertThat(registry.scrape())
        .contains("events_received_total{action=\"ADDED\"")
        .contains("events_received_total{action=\"none\"");
  }

  private static void count(MeterRegistry registry, String... tags) {
    registry.counter("events.received", tags).increment();
  }
}
