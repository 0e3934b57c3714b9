package dev.apim.compiler;

import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.ConfigurationObjectStatus;
import dev.apim.api.v1alpha1.InstanceScoped;
import dev.apim.api.v1alpha1.NamedValue;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicyFragment;
import dev.apim.api.v1alpha1.Product;
import dev.apim.api.v1alpha1.Subscription;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The objects that a configuration is compiled from, sorted by kind and name. */
public final class ConfigurationObjects {

  /** The kinds. A kind that is added here is read, compiled, guarded and reported everywhere. */
  public static final List<
          Class<? extends CustomResource<? extends InstanceScoped, ConfigurationObjectStatus>>>
      KINDS =
          List.of(
              Api.class,
              Backend.class,
              Policy.class,
              Product.class,
              Subscription.class,
              NamedValue.class,
              PolicyFragment.class);

  private final Map<Class<?>, List<HasMetadata>> byKind = new HashMap<>();

  private ConfigurationObjects(Collection<? extends HasMetadata> objects) {
    objects.forEach(
        object -> byKind.computeIfAbsent(object.getClass(), kind -> new ArrayList<>()).add(object));
    byKind
        .values()
        .forEach(list -> list.sort(Comparator.comparing(o -> o.getMetadata().getName())));
  }

  /** Takes objects of any kinds; those that are none of {@link #KINDS} are never asked for. */
  public static ConfigurationObjects of(Collection<? extends HasMetadata> objects) {
    return new ConfigurationObjects(objects);
  }

  /** The objects of a kind. */
  @SuppressWarnings("unchecked")
  public <T extends HasMetadata> List<T> of(Class<T> kind) {
    return (List<T>) Collections.unmodifiableList(byKind.getOrDefault(kind, List.of()));
  }

  /** All of them. */
  public Stream<HasMetadata> all() {
    return KINDS.stream().flatMap(kind -> of(kind).stream());
  }

  /** The name of the instance that an object belongs to. */
  public static String instanceOf(CustomResource<? extends InstanceScoped, ?> object) {
    return object.getSpec().instanceRef().name();
  }

  <T extends CustomResource<? extends InstanceScoped, ?>> List<T> of(
      Class<T> kind, String instance) {
    return of(kind).stream().filter(object -> instanceOf(object).equals(instance)).toList();
  }
}
