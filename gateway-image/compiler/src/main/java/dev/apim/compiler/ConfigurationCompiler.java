package dev.apim.compiler;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.BackendEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.PolicyEntry;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.Policy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compiles the configuration objects of an instance (B53, B77). A broken object never breaks
 * another: it is judged, and its last good version, the one in the active snapshot, stays.
 */
public final class ConfigurationCompiler {

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
    List<Api> own =
        apis.stream().filter(api -> belongs(instance, api.getSpec().instanceRef())).toList();
    ApiCompiler apiCompiler = new ApiCompiler(last, backendCompiler);
    own.forEach(apiCompiler::add);
    PolicyCompiler policyCompiler =
        new PolicyCompiler(instance, last, names(own), backendCompiler, new DocumentJudge());
    policies.stream()
        .filter(policy -> belongs(instance, policy.getSpec().instanceRef()))
        .forEach(policyCompiler::add);
    policyCompiler.settle(verdicts);
    List<ApiEntry> apiEntries = apiCompiler.compile(verdicts, policyCompiler::neverRun);
    Set<String> carried = apiEntries.stream().map(ApiEntry::name).collect(Collectors.toSet());
    List<PolicyEntry> policyEntries = policyCompiler.entries(carried);
    List<BackendEntry> backendEntries = backendCompiler.entries(used(apiEntries, policyEntries));
    ConfigurationDocument document =
        ConfigurationDocument.of(instance, backendEntries, apiEntries, policyEntries);
    return new CompileResult(SnapshotCodec.split(document, leastBuckets), document, verdicts);
  }

  private static Set<String> names(List<Api> apis) {
    return apis.stream().map(api -> api.getMetadata().getName()).collect(Collectors.toSet());
  }

  private static boolean belongs(String instance, LocalReference reference) {
    return instance.equals(reference.name());
  }

  private static Set<String> used(List<ApiEntry> apis, List<PolicyEntry> policies) {
    return Stream.concat(
            apis.stream().map(ApiEntry::backend).filter(Objects::nonNull),
            policies.stream().flatMap(policy -> policy.backends().stream()))
        .collect(Collectors.toSet());
  }
}
