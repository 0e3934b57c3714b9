package dev.apim.compiler;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.BackendEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.SchemaLevel;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compiles the configuration objects of an instance (B53, B77). A broken object never breaks
 * another: it is judged, and its last good version, the one in the active snapshot, stays.
 */
public final class ConfigurationCompiler {

  private static final String NOT_CARRIED =
      "policies are not carried out by this version, and an ignored one would be a hole; delete the"
          + " object, or enforce the rule in the backend";

  private ConfigurationCompiler() {}

  /**
   * Compiles. Objects of other instances are left out.
   *
   * @param instance name of the instance
   * @param active the document of the active snapshot
   * @param leastBuckets number of API buckets of the active snapshot, 1 where there is none
   * @throws dev.apim.api.config.SnapshotTooLargeException where the result exceeds a size limit
   */
  public static CompileResult compile(
      String instance,
      List<Api> apis,
      List<Backend> backends,
      List<Policy> policies,
      Optional<ConfigurationDocument> active,
      int leastBuckets) {
    ConfigurationDocument last = active.orElseGet(() -> ConfigurationDocument.empty(instance));
    Map<ObjectKey, Verdict> verdicts = new TreeMap<>();
    BackendCompiler backendCompiler = new BackendCompiler(last);
    for (Backend backend : backends) {
      if (belongs(instance, backend.getSpec().instanceRef())) {
        verdicts.put(ObjectKey.of(backend), backendCompiler.compile(backend));
      }
    }
    ApiCompiler apiCompiler = new ApiCompiler(last, backendCompiler);
    apis.stream()
        .filter(api -> belongs(instance, api.getSpec().instanceRef()))
        .forEach(apiCompiler::add);
    List<ApiEntry> apiEntries = apiCompiler.compile(verdicts);
    for (Policy policy : policies) {
      if (belongs(instance, policy.getSpec().instanceRef())) {
        verdicts.put(ObjectKey.of(policy), Verdict.bad(Reason.NotSupportedYet, NOT_CARRIED));
      }
    }
    List<BackendEntry> backendEntries = backendCompiler.entries(used(apiEntries));
    ConfigurationDocument document =
        new ConfigurationDocument(SchemaLevel.CURRENT, instance, backendEntries, apiEntries);
    return new CompileResult(SnapshotCodec.split(document, leastBuckets), document, verdicts);
  }

  private static boolean belongs(String instance, LocalReference reference) {
    return instance.equals(reference.name());
  }

  private static Set<String> used(List<ApiEntry> apis) {
    return apis.stream()
        .filter(api -> api.backend() != null)
        .map(ApiEntry::backend)
        .collect(Collectors.toSet());
  }
}
