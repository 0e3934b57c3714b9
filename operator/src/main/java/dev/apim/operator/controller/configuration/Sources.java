package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.compiler.Outside;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an instance's configuration is made of, as the caches have it. */
record Sources(ConfigurationObjects objects, Outside outside, List<GatewayLocation> locations) {

  Set<String> locationNames() {
    return locations.stream()
        .map(location -> location.getMetadata().getName())
        .collect(Collectors.toSet());
  }
}
