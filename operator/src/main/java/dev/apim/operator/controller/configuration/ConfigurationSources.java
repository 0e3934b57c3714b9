package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.ConfigurationBucket;
import dev.apim.api.v1alpha1.ConfigurationSnapshot;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.operator.domain.sync.InstanceKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** What makes an instance's configuration be looked at again. */
final class ConfigurationSources {

  private ConfigurationSources() {}

  /**
   * The event sources.
   *
   * @param partDeleted told of buckets and manifests that were deleted
   */
  static List<EventSource<?, ApiManagementInstance>> of(
      EventSourceContext<ApiManagementInstance> context,
      EventSource<?, ApiManagementInstance> news,
      Consumer<InstanceKey> partDeleted) {
    List<EventSource<?, ApiManagementInstance>> sources = new ArrayList<>();
    sources.add(news);
    ConfigurationObjects.KINDS.forEach(
        kind -> sources.add(specs(context, kind, object -> object.getSpec().instanceRef())));
    sources.add(SubscriptionSecrets.source(context));
    sources.add(OpenApiDocuments.source(context));
    sources.add(locations(context));
    sources.add(specs(context, GatewayConfiguration.class, p -> p.getSpec().instanceRef()));
    sources.add(
        parts(
            context,
            ConfigurationSnapshot.class,
            part -> part.getSpec().instanceRef(),
            partDeleted));
    sources.add(
        parts(
            context, ConfigurationBucket.class, part -> part.getSpec().instanceRef(), partDeleted));
    return sources;
  }

  private static <T extends HasMetadata> InformerEventSource<T, ApiManagementInstance> specs(
      EventSourceContext<ApiManagementInstance> context,
      Class<T> kind,
      Function<T, LocalReference> instance) {
    return new InformerEventSource<>(
        of(kind, instance).withOnUpdateFilter(ConfigurationSources::isEdit).build(), context);
  }

  private static InformerEventSource<GatewayLocation, ApiManagementInstance> locations(
      EventSourceContext<ApiManagementInstance> context) {
    return new InformerEventSource<>(
        of(GatewayLocation.class, location -> location.getSpec().instanceRef())
            .withOnUpdateFilter(
                (after, before) ->
                    isEdit(after, before)
                        || !OldestReader.level(after).equals(OldestReader.level(before))
                        || !Objects.equals(LocationProgress.of(after), LocationProgress.of(before))
                        || !Moves.readySince(after).equals(Moves.readySince(before))
                        || !LocationProgress.refusal(after)
                            .equals(LocationProgress.refusal(before)))
            .build(),
        context);
  }

  private static <T extends HasMetadata> InformerEventSource<T, ApiManagementInstance> parts(
      EventSourceContext<ApiManagementInstance> context,
      Class<T> kind,
      Function<T, LocalReference> instance,
      Consumer<InstanceKey> deleted) {
    InformerEventSourceConfiguration.Builder<T> builder = of(kind, instance);
    if (isOneInformer(context)) {
      builder.withItemStore(
          new ReducedStateItemStore<>(
              ReducedStateItemStore.NAME_KEY_STATE,
              kind,
              context.getClient().getKubernetesSerialization(),
              "spec.instanceRef"));
    }
    return new InformerEventSource<>(
        builder
            .withOnAddFilter(part -> false)
            .withOnUpdateFilter((after, before) -> false)
            .withOnDeleteFilter(
                (part, unknown) -> {
                  deleted.accept(
                      new InstanceKey(
                          part.getMetadata().getNamespace(), instance.apply(part).name()));
                  return true;
                })
            .build(),
        context);
  }

  /** A store that leaves contents out cannot be shared by the informers of several namespaces. */
  private static boolean isOneInformer(EventSourceContext<ApiManagementInstance> context) {
    return context.getControllerConfiguration().getEffectiveNamespaces().size() == 1;
  }

  private static <T extends HasMetadata> InformerEventSourceConfiguration.Builder<T> of(
      Class<T> kind, Function<T, LocalReference> instance) {
    return InformerEventSourceConfiguration.from(kind, ApiManagementInstance.class)
        .withName(kind.getSimpleName())
        .withSecondaryToPrimaryMapper(
            object ->
                Set.of(
                    new ResourceID(
                        instance.apply(object).name(), object.getMetadata().getNamespace())))
        .withNamespacesInheritedFromController()
        .withComparableResourceVersion(false);
  }

  private static boolean isEdit(HasMetadata after, HasMetadata before) {
    return !Objects.equals(
            after.getMetadata().getGeneration(), before.getMetadata().getGeneration())
        || !Objects.equals(
            after.getMetadata().getDeletionTimestamp(),
            before.getMetadata().getDeletionTimestamp());
  }
}
