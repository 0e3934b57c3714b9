package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.compiler.ApiImport;
import dev.apim.openapi.Imports;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The OpenAPI documents of Apis, in their specs and in ConfigMaps with the instance's label. */
@ApplicationScoped
class OpenApiDocuments {

  private final Map<InstanceKey, Imports> imports = new ConcurrentHashMap<>();

  /** Follows the ConfigMaps with our label. */
  static EventSource<?, ApiManagementInstance> source(
      EventSourceContext<ApiManagementInstance> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(ConfigMap.class, ApiManagementInstance.class)
            .withName("openapi-documents")
            .withLabelSelector(Labels.INSTANCE)
            .withSecondaryToPrimaryMapper(
                map ->
                    Set.of(
                        new ResourceID(
                            map.getMetadata().getLabels().get(Labels.INSTANCE),
                            map.getMetadata().getNamespace())))
            .withNamespacesInheritedFromController()
            .withComparableResourceVersion(false)
            .withOnUpdateFilter(OpenApiDocuments::isNews)
            .build(),
        context);
  }

  /** A document was edited, or given to another instance. */
  static boolean isNews(ConfigMap after, ConfigMap before) {
    return !Objects.equals(after.getData(), before.getData())
        || !Objects.equals(after.getMetadata().getLabels(), before.getMetadata().getLabels());
  }

  /** What the documents of an instance's Apis say; for one thread at a time of each instance. */
  Map<String, ApiImport> read(InstanceKey key, List<Api> apis, Stream<ConfigMap> configMaps) {
    if (apis.stream().allMatch(api -> api.getSpec().openapi() == null)) {
      imports.remove(key);
      return Map.of();
    }
    Map<String, Map<String, String>> byName = new HashMap<>();
    configMaps.forEach(
        map ->
            byName.put(
                map.getMetadata().getName(), map.getData() == null ? Map.of() : map.getData()));
    return imports
        .computeIfAbsent(key, unknown -> new Imports())
        .read(
            apis,
            (namespace, name) -> Optional.ofNullable(byName.get(name)),
            name ->
                "this namespace has no ConfigMap \""
                    + name
                    + "\" with the label "
                    + Labels.INSTANCE
                    + "="
                    + key.name());
  }

  void forget(InstanceKey key) {
    imports.remove(key);
  }
}
