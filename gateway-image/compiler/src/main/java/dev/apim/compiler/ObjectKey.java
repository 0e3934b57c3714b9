package dev.apim.compiler;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Names a configuration object within the namespace of its instance.
 *
 * @param kind for example {@code Api}
 * @param name name of the object
 */
public record ObjectKey(String kind, String name) implements Comparable<ObjectKey> {

  /** The key of an object. */
  public static ObjectKey of(HasMetadata object) {
    return new ObjectKey(object.getKind(), object.getMetadata().getName());
  }

  @Override
  public int compareTo(ObjectKey other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }
}
