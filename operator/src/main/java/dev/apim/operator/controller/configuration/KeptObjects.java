package dev.apim.operator.controller.configuration;

import dev.apim.api.config.CanonicalJson;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.ConfigurationEntry;
import dev.apim.api.config.SnapshotTooLargeException;
import dev.apim.api.config.SubscriptionEntry;
import dev.apim.compiler.CompileResult;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.compiler.ObjectKey;
import dev.apim.operator.controller.configuration.Publisher.Configured;
import dev.apim.operator.domain.sync.DeletionGuard;
import dev.apim.operator.domain.sync.DeletionGuard.Removals;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Puts objects back whose removal is held, as the active document has them, so that what else was
 * edited is published meanwhile: to suspend a subscription never waits for a person's word.
 */
final class KeptObjects {

  /** What is served already is older than what would take its place. */
  private static final String FIRST = "1970-01-01T00:00:00Z";

  private KeptObjects() {}

  /**
   * What else was edited, compiled with what is kept; empty where that is nothing, or where not all
   * can be kept.
   *
   * @param active what is served
   * @param next what the sources alone make
   * @param compiler compiles
   */
  static Optional<CompileResult> rest(
      Sources sources,
      Configured active,
      ConfigurationDocument next,
      Function<Sources, CompileResult> compiler) {
    CompileResult rest;
    try {
      rest = compiler.apply(with(sources, active.document(), next));
    } catch (SnapshotTooLargeException e) {
      return Optional.empty();
    }
    boolean keepsAll = DeletionGuard.removals(active.document(), rest.document()).names().isEmpty();
    boolean isNews = !rest.snapshot().hash().equals(active.snapshot().hash());
    return keepsAll && isNews ? Optional.of(rest) : Optional.empty();
  }

  private static Sources with(
      Sources sources, ConfigurationDocument active, ConfigurationDocument next) {
    Removals removals = DeletionGuard.removals(active, next);
    Map<ObjectKey, ConfigurationEntry> entries = DocumentObjects.of(active);
    List<HasMetadata> objects = new ArrayList<>(sources.objects().all().toList());
    for (var kind : ConfigurationObjects.KINDS) {
      String kindName = HasMetadata.getKind(kind);
      Set<String> names = new TreeSet<>(removals.of(kindName));
      sources.objects().of(kind).forEach(there -> names.remove(there.getMetadata().getName()));
      for (String name : names) {
        ConfigurationEntry entry = entries.get(new ObjectKey(kindName, name));
        if (entry.source() != null) {
          objects.add(object(kind, entry));
        }
      }
    }
    return new Sources(ConfigurationObjects.of(objects), sources.outside(), sources.locations());
  }

  private static HasMetadata object(
      Class<? extends CustomResource<?, ?>> kind, ConfigurationEntry entry) {
    Class<?> spec =
        (Class<?>) ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments()[0];
    @SuppressWarnings("unchecked")
    CustomResource<Object, ?> object = (CustomResource<Object, ?>) empty(kind);
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(entry.name())
            .withCreationTimestamp(created(entry))
            .build());
    object.setSpec(CanonicalJson.read(CanonicalJson.bytes(entry.source()), spec));
    return object;
  }

  private static String created(ConfigurationEntry entry) {
    return entry instanceof SubscriptionEntry subscription ? subscription.createdAt() : FIRST;
  }

  private static CustomResource<?, ?> empty(Class<? extends CustomResource<?, ?>> kind) {
    try {
      return kind.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(kind + " cannot be made", e);
    }
  }
}
