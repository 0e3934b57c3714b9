package dev.apim.operator.domain.sync;

/** An instance of this cluster, by namespace and name. */
public record InstanceKey(String namespace, String name) implements Comparable<InstanceKey> {

  @Override
  public int compareTo(InstanceKey other) {
    int byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }
}
