package dev.apim.operator.metrics;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Measures the loops: reconciliations, retries, queues and durations by controller. */
@Singleton
class OperatorMetrics {

  @Produces
  @Singleton
  Metrics metrics(MeterRegistry registry) {
    return new MicrometerMetricsV2.MicrometerMetricsV2Builder(registry).build();
  }

  /**
   * Events are counted with the tag action or without it; a Prometheus registry takes one set of
   * tags only, so that the missing one is added.
   */
  @Produces
  @Singleton
  MeterFilter sameTags() {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        boolean lacksAction = id.getName().equals("events.received") && id.getTag("action") == null;
        return lacksAction ? id.withTag(Tag.of("action", "none")) : id;
      }
    };
  }
}
