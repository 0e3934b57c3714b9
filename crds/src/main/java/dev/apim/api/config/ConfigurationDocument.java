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
 */
public record ConfigurationDocument(
    int schemaLevel, String instance, List<BackendEntry> backends, List<ApiEntry> apis) {

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
  }

  /** A document with nothing in it. */
  public static ConfigurationDocument empty(String instance) {
    return new ConfigurationDocument(SchemaLevel.CURRENT, instance, List.of(), List.of());
  }
}
