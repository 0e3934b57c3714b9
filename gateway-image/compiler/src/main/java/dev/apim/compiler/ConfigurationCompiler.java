package dev.apim.compiler;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.DocumentBuilder;
import dev.apim.api.config.PolicyEntry;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.Policy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compiles the configuration objects of an instance (B53, B77). A broken object never breaks
 * another: it is judged, and its last good version, the one in the active snapshot, stays.
 */
public final class ConfigurationCompiler {

  /**
   * Compiles.
   *
   * @throws dev.apim.api.config.SnapshotTooLargeException where the result exceeds a size limit
   */
  public CompileResult compile(CompileRequest request) {
    String instance = request.instance();
    ConfigurationDocument last =
        request.active().orElseGet(() -> ConfigurationDocument.empty(instance));
    Map<ObjectKey, Verdict> verdicts = new TreeMap<>();
    BackendCompiler backendCompiler = new BackendCompiler(last);
    for (Backend backend : request.objects().of(Backend.class, instance)) {
      verdicts.put(ObjectKey.of(backend), backendCompiler.compile(backend));
    }
    List<Api> apis = request.objects().of(Api.class, instance);
    ApiCompiler apiCompiler = new ApiCompiler(last, backendCompiler);
    apis.forEach(apiCompiler::add);
    PolicyCompiler policyCompiler =
        new PolicyCompiler(instance, last, names(apis), backendCompiler, new DocumentJudge());
    request.objects().of(Policy.class, instance).forEach(policyCompiler::add);
    policyCompiler.settle(verdicts);
    List<ApiEntry> apiEntries = apiCompiler.compile(verdicts, policyCompiler::neverRun);
    Set<String> carried = apiEntries.stream().map(ApiEntry::name).collect(Collectors.toSet());
    List<PolicyEntry> policyEntries = policyCompiler.entries(carried);
    ConfigurationDocument document =
        new DocumentBuilder(instance)
            .backends(backendCompiler.entries(used(apiEntries, policyEntries)))
            .apis(apiEntries)
            .policies(policyEntries)
            .build();
    return new CompileResult(
        SnapshotCodec.split(document, request.leastBuckets()), document, verdicts);
  }

  private static Set<String> names(List<Api> apis) {
    return apis.stream().map(api -> api.getMetadata().getName()).collect(Collectors.toSet());
  }

  private static Set<String> used(List<ApiEntry> apis, List<PolicyEntry> policies) {
    return Stream.concat(
            apis.stream().map(ApiEntry::backend).filter(Objects::nonNull),
            policies.stream().flatMap(policy -> policy.backends().stream()))
        .collect(Collectors.toSet());
  }
}
