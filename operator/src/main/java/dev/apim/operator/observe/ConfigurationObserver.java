package dev.apim.operator.observe;

import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.operator.domain.status.Acknowledgement;
import dev.apim.operator.domain.status.ActiveConfiguration;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The pointer, and what gateways say that they serve. */
public final class ConfigurationObserver {

  static final String REVISION = "apim.dev/revision";
  static final String ERRORS = "apim.dev/errors";
  static final String ACTIVATED_AT = "apim.dev/activated-at";
  static final String LOAD = "apim.dev/load";

  private static final Pattern PERCENT = Pattern.compile("100|[0-9]{1,2}");

  private ConfigurationObserver() {}

  /** The active configuration of an instance; none while there is no pointer. */
  public static Optional<ActiveConfiguration> active(Optional<GatewayConfiguration> pointer) {
    return pointer
        .map(GatewayConfiguration::getSpec)
        .filter(spec -> spec.state() == OriginState.Active)
        .map(ConfigurationObserver::active);
  }

  private static ActiveConfiguration active(GatewayConfigurationSpec spec) {
    return new ActiveConfiguration(
        spec.active().hash(),
        spec.fence().epoch(),
        spec.fence().sequence(),
        instant(spec.active().publishedAt()).orElse(Instant.EPOCH));
  }

  /** The acknowledgement that a Lease carries. */
  public static Acknowledgement acknowledgement(Lease lease) {
    Map<String, String> annotations = lease.getMetadata().getAnnotations();
    return new Acknowledgement(
        lease.getMetadata().getName(),
        annotations.get(REVISION),
        annotations.get(ERRORS),
        instant(annotations.get(ACTIVATED_AT)).orElse(null),
        percent(annotations.get(LOAD)),
        expires(lease.getSpec()));
  }

  private static Integer percent(String text) {
    return text != null && PERCENT.matcher(text).matches() ? Integer.valueOf(text) : null;
  }

  private static Instant expires(LeaseSpec spec) {
    if (spec == null || spec.getRenewTime() == null || spec.getLeaseDurationSeconds() == null) {
      return Instant.EPOCH;
    }
    return spec.getRenewTime().toInstant().plusSeconds(spec.getLeaseDurationSeconds());
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
