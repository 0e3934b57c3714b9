package dev.apim.operator.manifest;

import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the manifests of a location are made of.
 *
 * @param namespace namespace of the location and its children
 * @param instance name of the instance
 * @param instanceSpec spec of the instance
 * @param location name of the location
 * @param spec spec of the location
 * @param image default image of the gateways, with tag
 * @param priorityClass default PriorityClass of the gateways
 * @param platform how their pods are made
 */
public record LocationContext(
    String namespace,
    String instance,
    ApiManagementInstanceSpec instanceSpec,
    String location,
    GatewayLocationSpec spec,
    String image,
    Optional<String> priorityClass,
    Platform platform) {

  /** On the current platform. */
  public LocationContext(
      String namespace,
      String instance,
      ApiManagementInstanceSpec instanceSpec,
      String location,
      GatewayLocationSpec spec,
      String image,
      Optional<String> priorityClass) {
    this(namespace, instance, instanceSpec, location, spec, image, priorityClass, Platform.CURRENT);
  }

  /** The same on another platform. */
  public LocationContext on(Platform other) {
    return new LocationContext(
        namespace, instance, instanceSpec, location, spec, image, priorityClass, other);
  }

  /** Who publishes the instance, and its tags, as annotations. */
  Map<String, String> annotations() {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(Names.PUBLISHER_NAME, instanceSpec.publisher().name());
    annotations.put(Names.PUBLISHER_EMAIL, instanceSpec.publisher().email());
    // sorted, so that of keys that become one the same wins in every process
    new TreeMap<>(instanceSpec.tags())
        .forEach((key, value) -> annotations.put(Names.tag(key), value));
    return annotations;
  }

  /** The image of the gateways: what the instance says of repository and version, else ours. */
  String gatewayImage() {
    int colon = image.lastIndexOf(':');
    boolean tagged = colon > image.lastIndexOf('/');
    String repository = tagged ? image.substring(0, colon) : image;
    String tag = tagged ? image.substring(colon + 1) : "latest";
    String wantedRepository = instanceSpec.gateway().image();
    String wantedTag = instanceSpec.gateway().version();
    return (wantedRepository == null ? repository : wantedRepository)
        + ":"
        + (wantedTag == null ? tag : wantedTag);
  }
}
