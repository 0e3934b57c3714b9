package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.ConfigurationObjectStatus;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.compiler.ObjectKey;
import dev.apim.operator.controller.DeletedMeanwhile;
import dev.apim.operator.controller.Schemas;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.leader.OperatorScope;
import dev.apim.operator.observe.ObjectNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Writes the status of one kind of configuration object: whether it is accepted, and how many
 * replicas serve it. It decides nothing; the loop of the instance does.
 */
abstract class ObjectReconciler<T extends CustomResource<?, ConfigurationObjectStatus>>
    implements Reconciler<T> {

  private static final String BY_INSTANCE = "instance";

  private final OperatorScope scope;
  private final Schemas schemas;
  private final ObjectStatus status;
  private final InstanceStates states;
  private final Function<T, LocalReference> instance;
  private final Class<T> kind;
  private final Supplier<T> empty;

  ObjectReconciler(
      OperatorScope scope,
      Schemas schemas,
      ObjectStatus status,
      InstanceStates states,
      Function<T, LocalReference> instance,
      Class<T> kind,
      Supplier<T> empty) {
    this.scope = scope;
    this.schemas = schemas;
    this.status = status;
    this.states = states;
    this.instance = instance;
    this.kind = kind;
    this.empty = empty;
  }

  @Override
  public List<EventSource<?, T>> prepareEventSources(EventSourceContext<T> context) {
    IndexerResourceCache<T> cache = context.getPrimaryCache();
    cache.addIndexer(BY_INSTANCE, object -> List.of(index(object)));
    SimpleInboundEventSource<T> news = new SimpleInboundEventSource<>("instance-states");
    String kind = HasMetadata.getKind(context.getPrimaryResourceClass());
    states.listen(new News(kind, cache, news));
    return List.of(news);
  }

  @Override
  public ErrorStatusUpdateControl<T> updateErrorStatus(T primary, Context<T> context, Exception e) {
    schemas.learn(e);
    return DeletedMeanwhile.or(primary, e);
  }

  @Override
  public UpdateControl<T> reconcile(T object, Context<T> context) {
    if (!scope.includes(object.getMetadata().getNamespace())) {
      return UpdateControl.<T>noUpdate().rescheduleAfter(OperatorScope.LOOK_AGAIN);
    }
    Optional<ConfigurationObjectStatus> wanted =
        status
            .of(object, instance.apply(object).name(), exists(object, context))
            .map(planned -> schemas.fit(kind, planned));
    if (wanted.isEmpty() || wanted.get().equals(object.getStatus())) {
      return UpdateControl.noUpdate();
    }
    T patch = empty.get();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(object.getMetadata().getName())
            .withNamespace(object.getMetadata().getNamespace())
            .build());
    patch.setStatus(wanted.get());
    return UpdateControl.patchStatus(patch);
  }

  /** One that is not known is asked for, so that nothing wrong is said while caches fill. */
  private boolean exists(T object, Context<T> context) {
    InstanceKey key = key(object);
    return states.exists(key)
        || ObjectNames.isName(key.name())
            && context
                    .getClient()
                    .resources(ApiManagementInstance.class)
                    .inNamespace(key.namespace())
                    .withName(key.name())
                    .get()
                != null;
  }

  private InstanceKey key(T object) {
    return new InstanceKey(object.getMetadata().getNamespace(), instance.apply(object).name());
  }

  private String index(T object) {
    return index(key(object));
  }

  private static String index(InstanceKey key) {
    return key.namespace() + "/" + key.name();
  }

  private static <T extends HasMetadata> Set<ResourceID> ids(
      IndexerResourceCache<T> cache, InstanceKey key) {
    return cache.byIndex(BY_INSTANCE, index(key)).stream()
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  /** Passes on what concerns objects of this kind. */
  private final class News implements InstanceStates.Listener {

    private final String kind;
    private final IndexerResourceCache<T> cache;
    private final SimpleInboundEventSource<T> source;

    News(String kind, IndexerResourceCache<T> cache, SimpleInboundEventSource<T> source) {
      this.kind = kind;
      this.cache = cache;
      this.source = source;
    }

    @Override
    public void instanceChanged(InstanceKey key) {
      if (source.isRunning()) {
        ids(cache, key).forEach(source::propagateEvent);
      }
    }

    @Override
    public void objectChanged(InstanceKey key, ObjectKey object) {
      if (object.kind().equals(kind)) {
        source.propagateEvent(new ResourceID(object.name(), key.namespace()));
      }
    }
  }
}
