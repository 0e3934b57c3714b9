package dev.apim.gateway.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import java.util.Optional;

/** What a GatewayConfiguration says, as far as a gateway needs it. */
record Pointer(GatewayConfigurationSpec spec) {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Reads an object; absent where it is not one that a gateway can follow. */
  static Optional<Pointer> of(JsonNode object) {
    try {
      GatewayConfigurationSpec spec =
          JSON.treeToValue(object.path("spec"), GatewayConfigurationSpec.class);
      boolean usable =
          spec != null
              && spec.active() != null
              && spec.active().hash() != null
              && spec.fence() != null
              && spec.fence().epoch() != null
              && spec.fence().sequence() != null;
      return usable ? Optional.of(new Pointer(spec)) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  String hash() {
    return spec.active().hash();
  }

  long sequence() {
    return spec.fence().sequence();
  }

  /** Whether this is an earlier state of the same history, as a lagging API server may tell. */
  boolean isOlderThan(Pointer other) {
    boolean sameHistory =
        spec.fence().lineage() != null
            && spec.fence().lineage().equals(other.spec.fence().lineage());
    int epochs = Long.compare(spec.fence().epoch(), other.spec.fence().epoch());
    return sameHistory && (epochs < 0 || epochs == 0 && sequence() < other.sequence());
  }
}
