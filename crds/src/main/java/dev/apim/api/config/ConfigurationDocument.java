package dev.apim.api.config;

import java.util.Comparator;
import java.util.List;

/**
 * The whole configuration of an instance: what the operator compiles and a gateway runs.
 *
 * @param schemaLevel level of the document, see {@link SchemaLevel}
 * @param instance name of the instance
 * @param backends by name
 * @param apis by name
 * @param policies by name
 */
public record ConfigurationDocument(
    int schemaLevel,
    String instance,
    List<BackendEntry> backends,
    List<ApiEntry> apis,
    List<PolicyEntry> policies) {

  /** Sorts by name, so that the order in which objects were read never shows. */
  public ConfigurationDocument {
    backends =
        backends == null
            ? List.of()
            : backends.stream().sorted(Comparator.comparing(BackendEntry::name)).toList();
    apis =
        apis == null
            ? List.of()
            : apis.stream().sorted(Comparator.comparing(ApiEntry::name)).toList();
    policies =
        policies == null
            ? List.of()
            : policies.stream().sorted(Comparator.comparing(PolicyEntry::name)).toList();
  }

  /** A document with nothing in it. */
  public static ConfigurationDocument empty(String instance) {
    return of(instance, List.of(), List.of(), List.of());
  }

  /** A document at the lowest level that has all that is in it, so that older readers take it. */
  public static ConfigurationDocument of(
      String instance,
      List<BackendEntry> backends,
      List<ApiEntry> apis,
      List<PolicyEntry> policies) {
    int level = policies.isEmpty() ? SchemaLevel.FIRST : SchemaLevel.POLICIES;
    return new ConfigurationDocument(level, instance, backends, apis, policies);
  }
}
