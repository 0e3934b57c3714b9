package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.Policy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The objects that an instance's configuration is made of, as the caches have them. */
record Sources(
    List<Api> apis,
    List<Backend> backends,
    List<Policy> policies,
    List<GatewayLocation> locations) {

  static <T extends HasMetadata> List<T> sorted(Stream<T> objects) {
    return objects.sorted(Comparator.comparing(o -> o.getMetadata().getName())).toList();
  }
}
