package dev.apim.openapi;

import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ConfigMapKeyReference;
import dev.apim.api.v1alpha1.OpenApiSpec;
import dev.apim.api.v1alpha1.OpenApiType;
import dev.apim.compiler.ApiImport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads the OpenAPI documents of Apis. What was read is kept while its document is the same, since
 * reading takes up to tenths of a second. For one thread at a time.
 */
public final class Imports {

  private final OpenApiReader reader = new OpenApiReader();
  private Map<String, Known> known = Map.of();

  private record Known(String document, String place, ApiImport read) {

    boolean isFor(String other, String otherPlace) {
      return document.equals(other) && place.equals(otherPlace);
    }
  }

  /** Finds the data of a ConfigMap. */
  public interface ConfigMaps {

    /** The data; empty where there is no such ConfigMap. */
    Optional<Map<String, String>> find(String namespace, String name);
  }

  /**
   * Reads the documents of all Apis that have one, by the names of the Apis.
   *
   * @param missing what is said of a ConfigMap that is not there
   */
  public Map<String, ApiImport> read(
      List<Api> apis, ConfigMaps configMaps, UnaryOperator<String> missing) {
    Map<String, ApiImport> imports = new HashMap<>();
    Map<String, Known> now = new HashMap<>();
    for (Api api : apis) {
      OpenApiSpec spec = api.getSpec().openapi();
      if (spec != null) {
        imports.put(api.getMetadata().getName(), read(api, spec, configMaps, missing, now));
      }
    }
    known = now;
    return imports;
  }

  private ApiImport read(
      Api api,
      OpenApiSpec spec,
      ConfigMaps configMaps,
      UnaryOperator<String> missing,
      Map<String, Known> now) {
    if (spec.type() == OpenApiType.Inline) {
      return read(api, spec.inline(), "spec.openapi.inline", now);
    }
    ConfigMapKeyReference reference = spec.configMapRef();
    Optional<Map<String, String>> data =
        configMaps.find(api.getMetadata().getNamespace(), reference.name());
    if (data.isEmpty()) {
      return ApiImport.notFound(
          "spec.openapi.configMapRef.name: " + missing.apply(reference.name()));
    }
    String document = data.get().get(reference.key());
    if (document == null) {
      return ApiImport.notFound(
          "spec.openapi.configMapRef.key: the ConfigMap \""
              + reference.name()
              + "\" has no key \""
              + reference.key()
              + "\"; it has: "
              + String.join(", ", data.get().keySet().stream().sorted().toList()));
    }
    return read(
        api,
        document,
        "ConfigMap \"" + reference.name() + "\", key \"" + reference.key() + "\"",
        now);
  }

  private ApiImport read(Api api, String document, String place, Map<String, Known> now) {
    String name = api.getMetadata().getName();
    Known before = known.get(name);
    Known kept =
        before != null && before.isFor(document, place)
            ? before
            : new Known(document, place, reader.read(document, place));
    now.put(name, kept);
    return kept.read();
  }
}
