package dev.apim.compiler;

import dev.apim.api.config.CanonicalJson;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.PolicyEntry;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicyTargetKind;
import dev.apim.api.v1alpha1.PolicyTargetSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.DocumentJudge.Judged;
import dev.apim.compiler.PolicyCandidate.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges each Policy alone, then gives each target to one of them. */
final class PolicyCompiler {

  private final String instance;
  private final Set<String> apis;
  private final BackendCompiler backends;
  private final DocumentJudge judge;
  private final Map<String, PolicyEntry> lastGood = new HashMap<>();
  private final List<PolicyCandidate> candidates = new ArrayList<>();
  private final Map<Target, PolicyCandidate> owners = new HashMap<>();

  /**
   * @param apis names of all Api objects of the instance, also of those that are not accepted
   */
  PolicyCompiler(
      String instance,
      ConfigurationDocument active,
      Set<String> apis,
      BackendCompiler backends,
      DocumentJudge judge) {
    this.instance = instance;
    this.apis = apis;
    this.backends = backends;
    this.judge = judge;
    active.policies().forEach(entry -> lastGood.put(entry.name(), entry));
  }

  void add(Policy policy) {
    PolicyTargetSpec target = policy.getSpec().targetRef();
    PolicyEntry written = entry(policy, List.of());
    PolicyEntry before = lastGood.get(written.name());
    Verdict found = target(target);
    Judged judged = found.accepted() ? judge.judge(written, before) : new Judged(found, List.of());
    candidates.add(
        new PolicyCandidate(
            policy, entry(policy, judged.backends()), before, withBackends(judged)));
  }

  private static PolicyEntry entry(Policy policy, List<String> backends) {
    PolicyTargetSpec target = policy.getSpec().targetRef();
    return new PolicyEntry(
        policy.getMetadata().getName(),
        target.kind() == PolicyTargetKind.Api ? target.name() : null,
        target.operation(),
        backends,
        CanonicalJson.tree(policy.getSpec()));
  }

  private Verdict withBackends(Judged judged) {
    return judged.backends().stream()
        .map(name -> backends.judgeReference("spec.document: backend-id", name))
        .filter(verdict -> !verdict.accepted())
        .findFirst()
        .orElse(judged.verdict());
  }

  private Verdict target(PolicyTargetSpec target) {
    if (target.kind() == PolicyTargetKind.Product) {
      return Verdict.bad(
          Reason.NotSupportedYet,
          "spec.targetRef.kind: \"Product\" is not carried out by this version, and an ignored"
              + " policy would be a hole; there are ApiManagementInstance and Api");
    }
    if (target.operation() != null) {
      return Verdict.bad(
          Reason.NotSupportedYet,
          "spec.targetRef.operation: \""
              + target.operation()
              + "\": policies of single operations are not carried out by this version; leave it"
              + " out and choose by context.Request in the Api's policy");
    }
    return target.kind() == PolicyTargetKind.Api ? api(target) : instance(target);
  }

  private Verdict api(PolicyTargetSpec target) {
    if (apis.contains(target.name())) {
      return Verdict.good();
    }
    String there =
        apis.isEmpty()
            ? "there is none"
            : "there are: " + String.join(", ", apis.stream().sorted().limit(20).toList());
    return Verdict.bad(
        Reason.TargetNotFound,
        "spec.targetRef.name: the instance has no Api \"" + target.name() + "\"; " + there);
  }

  private Verdict instance(PolicyTargetSpec target) {
    return instance.equals(target.name())
        ? Verdict.good()
        : Verdict.bad(
            Reason.TargetNotFound,
            "spec.targetRef.name: \""
                + target.name()
                + "\" is not the instance of the policy, which is \""
                + instance
                + "\"");
  }

  /** Settles conflicts and adds a verdict for each; once, after the last one was added. */
  void settle(Map<ObjectKey, Verdict> verdicts) {
    candidates.stream()
        .filter(candidate -> candidate.chosen() != null)
        .sorted(PolicyCandidate.PRECEDENCE)
        .forEach(this::claim);
    candidates.forEach(candidate -> verdicts.put(candidate.key(), candidate.verdict()));
  }

  /** A Policy for the Api, or for all of them, that was asked for and has never been run. */
  Optional<String> neverRun(String api) {
    return candidates.stream()
        .filter(PolicyCandidate::hasNeverRun)
        .filter(candidate -> candidate.isFor(api))
        .map(PolicyCandidate::name)
        .sorted()
        .findFirst();
  }

  /** What is run, of the instance and of the APIs that are carried. */
  List<PolicyEntry> entries(Set<String> carriedApis) {
    return owners.values().stream()
        .map(PolicyCandidate::chosen)
        .filter(entry -> entry.api() == null || carriedApis.contains(entry.api()))
        .toList();
  }

  private void claim(PolicyCandidate candidate) {
    Target target = PolicyCandidate.target(candidate.chosen());
    PolicyCandidate owner = owners.putIfAbsent(target, candidate);
    if (owner == null) {
      return;
    }
    if (candidate.hasFallenBack()) {
      candidate.drop();
      return;
    }
    candidate.fallBack(
        Verdict.bad(
            Reason.PolicyConflict,
            "the Policy \""
                + owner.name()
                + "\" is for "
                + target.describe()
                + " already; put both documents into one"));
    if (candidate.chosen() != null) {
      claim(candidate);
    }
  }
}
