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

  /** Settles conflicts, adds a verdict for each Api and returns the entries of the document. */
  List<ApiEntry> compile(Map<ObjectKey, Verdict> verdicts) {
    PathConflicts.settle(candidates);
    candidates.forEach(candidate -> verdicts.put(keys.get(candidate.name()), candidate.verdict()));
    return candidates.stream().map(ApiCandidate::chosen).filter(Objects::nonNull).toList();
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
