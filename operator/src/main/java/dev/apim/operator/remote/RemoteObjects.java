package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.domain.sync.Seen;
import dev.apim.operator.domain.sync.TargetView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The objects of one target as its informers see them. Starting never blocks and never fails: an
 * informer that cannot list tries again until it is closed.
 */
final class RemoteObjects implements AutoCloseable {

  private final SharedIndexInformer<ApiManagementInstance> instances;
  private final SharedIndexInformer<GatewayLocation> locations;
  private final SharedIndexInformer<GatewayConfiguration> pointers;

  RemoteObjects(Connection connection, Consumer<HasMetadata> onChange, Runnable onSynced) {
    instances = informer(connection, ApiManagementInstance.class, onChange);
    locations = informer(connection, GatewayLocation.class, onChange);
    pointers = informer(connection, GatewayConfiguration.class, onChange);
    CompletableFuture.allOf(
            instances.start().toCompletableFuture(),
            locations.start().toCompletableFuture(),
            pointers.start().toCompletableFuture())
        .thenRun(onSynced);
  }

  private static <T extends HasMetadata> SharedIndexInformer<T> informer(
      Connection connection, Class<T> kind, Consumer<HasMetadata> onChange) {
    return connection
        .client()
        .resources(kind)
        .inNamespace(connection.key().namespace())
        .runnableInformer(0)
        .exceptionHandler((started, e) -> true)
        .addEventHandler(
            new ResourceEventHandler<T>() {
              @Override
              public void onAdd(T object) {
                onChange.accept(object);
              }

              @Override
              public void onUpdate(T before, T after) {
                onChange.accept(after);
              }

              @Override
              public void onDelete(T object, boolean unknown) {
                onChange.accept(object);
              }
            });
  }

  boolean areSynced() {
    return instances.hasSynced() && locations.hasSynced() && pointers.hasSynced();
  }

  TargetView view() {
    return new TargetView(
        view(instances, ApiManagementInstance::getSpec),
        view(locations, GatewayLocation::getSpec),
        view(pointers, GatewayConfiguration::getSpec));
  }

  Optional<GatewayLocation> location(String name) {
    return find(locations, name);
  }

  Optional<ApiManagementInstance> instance(String name) {
    return find(instances, name);
  }

  /** Who holds the pointer of an instance there, and whether that cluster could. */
  String outlook(String instance) {
    String holder =
        find(pointers, instance)
            .map(pointer -> pointer.getSpec().fence())
            .map(fence -> fence.epoch() + fence.holder())
            .orElse("");
    String readiness =
        instance(instance).map(ApiManagementInstance::getStatus).stream()
            .flatMap(status -> status.conditions().stream())
            .filter(condition -> condition.type().equals(ConditionType.PromotionReady.name()))
            .map(condition -> condition.status() + condition.message())
            .findFirst()
            .orElse("");
    String primary =
        instance(instance).map(copy -> "" + copy.getSpec().primaryLocation()).orElse("");
    return holder + readiness + primary;
  }

  List<GatewayLocation> locations() {
    return locations.getStore().list();
  }

  List<GatewayConfiguration> pointers() {
    return pointers.getStore().list();
  }

  /** Version of an object as last seen; empty where there is none. */
  String resourceVersion(Class<? extends HasMetadata> kind, String name) {
    SharedIndexInformer<? extends HasMetadata> informer =
        kind == GatewayLocation.class
            ? locations
            : kind == ApiManagementInstance.class ? instances : pointers;
    return find(informer, name).map(o -> o.getMetadata().getResourceVersion()).orElse("");
  }

  private static <T extends HasMetadata> Optional<T> find(
      SharedIndexInformer<T> informer, String name) {
    return informer.getStore().list().stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst();
  }

  private static <T extends HasMetadata, S> Map<String, Seen<S>> view(
      SharedIndexInformer<T> informer, Function<T, S> spec) {
    return informer.getStore().list().stream()
        .collect(
            Collectors.toMap(
                object -> object.getMetadata().getName(),
                object ->
                    new Seen<>(
                        spec.apply(object),
                        Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of()),
                        FieldOwnership.unitsArePushed(object))));
  }

  @Override
  public void close() {
    instances.stop();
    locations.stop();
    pointers.stop();
  }
}
