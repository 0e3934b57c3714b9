package dev.apim.compiler;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.CanonicalJson;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiBackendSpec;
import dev.apim.api.v1alpha1.BackendType;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.policy.BackendUrl;
import dev.apim.policy.InvalidUrlException;
import dev.apim.policy.RoutePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Judges each Api alone, then lets {@link PathConflicts} decide who answers what. */
final class ApiCompiler {

  private final Map<String, ApiEntry> lastGood = new HashMap<>();
  private final BackendCompiler backends;
  private final List<ApiCandidate> candidates = new ArrayList<>();
  private final Map<String, ObjectKey> keys = new HashMap<>();

  ApiCompiler(ConfigurationDocument active, BackendCompiler backends) {
    active.apis().forEach(entry -> lastGood.put(entry.name(), entry));
    this.backends = backends;
  }

  void add(Api api) {
    String name = api.getMetadata().getName();
    keys.put(name, ObjectKey.of(api));
    candidates.add(
        new ApiCandidate(
            entry(api),
            api.getMetadata().getCreationTimestamp(),
            lastGood.get(name),
            judge(api.getSpec().backend())));
  }

  /**
   * Settles conflicts, adds a verdict for each Api and returns the entries of the document.
   *
   * @param missing the name of a Policy that an Api was to have and that has never been run
   */
  List<ApiEntry> compile(
      Map<ObjectKey, Verdict> verdicts, Function<String, Optional<String>> missing) {
    PathConflicts.settle(candidates);
    candidates.forEach(
        candidate ->
            missing.apply(candidate.name()).ifPresent(policy -> holdBack(candidate, policy)));
    candidates.forEach(candidate -> verdicts.put(keys.get(candidate.name()), candidate.verdict()));
    return candidates.stream().map(ApiCandidate::chosen).filter(Objects::nonNull).toList();
  }

  /** An Api that is served already has done without that policy; a new one must not begin so. */
  private static void holdBack(ApiCandidate candidate, String policy) {
    if (!candidate.isServed() && !candidate.hasFallenBack()) {
      candidate.fallBack(
          Verdict.bad(
              Reason.PolicyNotAccepted,
              "the Policy \""
                  + policy
                  + "\" is not accepted, and an Api that is new is not served without it; correct"
                  + " that Policy or delete it"));
    }
  }

  private static ApiEntry entry(Api api) {
    ApiBackendSpec backend = api.getSpec().backend();
    return new ApiEntry(
        api.getMetadata().getName(),
        RoutePath.parse(api.getSpec().path()).text(),
        api.getSpec().hosts().stream().distinct().sorted().toList(),
        backend.name(),
        backend.url(),
        CanonicalJson.tree(api.getSpec()));
  }

  private Verdict judge(ApiBackendSpec backend) {
    if (backend.type() == BackendType.Ref) {
      return backends.judgeReference("spec.backend.name", backend.name());
    }
    try {
      BackendUrl.parse(backend.url());
      return Verdict.good();
    } catch (InvalidUrlException e) {
      return Verdict.bad(Reason.InvalidUrl, "spec.backend.url: " + e.getMessage());
    }
  }
}
