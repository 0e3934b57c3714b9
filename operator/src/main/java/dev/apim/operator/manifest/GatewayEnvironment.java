package dev.apim.operator.manifest;

import dev.apim.api.v1alpha1.AccessLog;
import dev.apim.api.v1alpha1.GatewayLimitsSpec;
import dev.apim.api.v1alpha1.GatewaySpec;
import dev.apim.api.v1alpha1.LoadSheddingSpec;
import dev.apim.api.v1alpha1.TracesSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of an instance's gateways as their environment. What nobody has set is left out, so
 * that another default of a new version replaces no replica twice.
 */
final class GatewayEnvironment {

  private final List<EnvVar> variables = new ArrayList<>();

  private GatewayEnvironment() {}

  static List<EnvVar> of(GatewaySpec gateway) {
    GatewayEnvironment environment = new GatewayEnvironment();
    environment.add(gateway.limits());
    environment.add(gateway.loadShedding());
    if (gateway.accessLog() == AccessLog.Stdout) {
      environment.add("APIM_ACCESS_LOG", "stdout");
    }
    environment.add(gateway.traces());
    return environment.variables;
  }

  private void add(GatewayLimitsSpec limits) {
    if (limits != null) {
      add("APIM_MAX_URL_BYTES", limits.urlBytes());
      add("APIM_MAX_HEADER_BYTES", limits.headerBytes());
      add("APIM_MAX_BODY_MEGABYTES", limits.bodyMebibytes());
      add("APIM_HEAD_SECONDS", limits.headSeconds());
      add("APIM_IDLE_SECONDS", limits.idleSeconds());
    }
  }

  private void add(LoadSheddingSpec shedding) {
    if (shedding != null) {
      add("APIM_SHED_PERCENT", shedding.percent());
      add("APIM_QUEUE_MILLIS", shedding.queueMillis());
      add("APIM_MAX_REQUESTS", shedding.maxRequests());
    }
  }

  private void add(TracesSpec traces) {
    if (traces != null) {
      add("APIM_OTLP_ENDPOINT", traces.otlpEndpoint());
      add("APIM_OTLP_PERCENT", traces.samplePercent());
    }
  }

  private void add(String name, Object value) {
    if (value != null) {
      variables.add(new EnvVar(name, value.toString(), null));
    }
  }
}
