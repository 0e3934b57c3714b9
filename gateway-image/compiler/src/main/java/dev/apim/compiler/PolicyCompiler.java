package dev.apim.compiler;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.PolicyEntry;
import dev.apim.api.config.SchemaLevel;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicyTargetKind;
import dev.apim.api.v1alpha1.PolicyTargetSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.PolicyCandidate.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges each Policy alone, then gives each target to one of them. */
final class PolicyCompiler {

  private final Targets targets;
  private final BackendCompiler backends;
  private final SourceMemory memory;
  private final Ceiling ceiling;
  private final Oversize oversize;
  private final Map<String, PolicyEntry> lastGood = new HashMap<>();
  private final List<PolicyCandidate> candidates = new ArrayList<>();
  private final List<PolicyCandidate> neverRun = new ArrayList<>();
  private final Map<Target, PolicyCandidate> owners = new HashMap<>();

  /**
   * What policies can be for, also where it is not accepted.
   *
   * @param instance name of the instance
   * @param apis names of all Api objects, and of their operations
   * @param products names of all Product objects
   */
  record Targets(String instance, Map<String, Set<String>> apis, Set<String> products) {}

  PolicyCompiler(
      Targets targets,
      ConfigurationDocument active,
      BackendCompiler backends,
      SourceMemory memory,
      Ceiling ceiling,
      Oversize oversize) {
    this.ceiling = ceiling;
    this.oversize = oversize;
    this.targets = targets;
    this.memory = memory;
    this.backends = backends;
    active.policies().forEach(entry -> lastGood.put(entry.name(), entry));
  }

  void add(Policy policy) {
    PolicyTargetSpec target = policy.getSpec().targetRef();
    PolicyEntry wanted =
        new PolicyEntry(
            policy.getMetadata().getName(),
            target.kind() == PolicyTargetKind.Api ? target.name() : null,
            target.operation(),
            target.kind() == PolicyTargetKind.Product ? target.name() : null,
            List.of(),
            memory.source(policy));
    PolicyCandidate candidate =
        new PolicyCandidate(policy, wanted, lastGood.get(wanted.name()), this::judgeBackends);
    Verdict found = target(target);
    if (found.accepted()) {
      found = ceiling.judge(SchemaLevel.POLICIES, "a Policy");
    }
    if (found.accepted()) {
      found = oversize.judge(candidate.key());
    }
    if (!found.accepted()) {
      candidate.fallBack(found);
    } else if (candidate.isUnchanged()) {
      Verdict named = judgeBackends(candidate.chosen().backends());
      if (!named.accepted()) {
        candidate.fallBack(named);
      }
    }
    candidates.add(candidate);
  }

  private Verdict judgeBackends(Collection<String> names) {
    return names.stream()
        .sorted()
        .map(name -> backends.judgeReference("spec.document: backend-id", name))
        .filter(verdict -> !verdict.accepted())
        .findFirst()
        .orElse(Verdict.good());
  }

  private Verdict target(PolicyTargetSpec target) {
    return switch (target.kind()) {
      case Api -> api(target);
      case Product -> product(target);
      case ApiManagementInstance -> instance(target);
    };
  }

  private Verdict product(PolicyTargetSpec target) {
    return targets.products().contains(target.name())
        ? Verdict.good()
        : Verdict.bad(
            Reason.TargetNotFound,
            Names.missing("spec.targetRef.name", "Product", target.name(), targets.products()));
  }

  private Verdict api(PolicyTargetSpec target) {
    Set<String> operations = targets.apis().get(target.name());
    if (operations == null) {
      return Verdict.bad(
          Reason.TargetNotFound,
          Names.missing("spec.targetRef.name", "Api", target.name(), targets.apis().keySet()));
    }
    if (target.operation() == null || operations.contains(target.operation())) {
      return Verdict.good();
    }
    return Verdict.bad(
        Reason.OperationNotFound,
        "spec.targetRef.operation: the Api \""
            + target.name()
            + "\" has no operation \""
            + target.operation()
            + "\"; "
            + Names.listed(operations));
  }

  private Verdict instance(PolicyTargetSpec target) {
    return targets.instance().equals(target.name())
        ? Verdict.good()
        : Verdict.bad(
            Reason.TargetNotFound,
            "spec.targetRef.name: \""
                + target.name()
                + "\" is not the instance of the policy, which is \""
                + targets.instance()
                + "\"");
  }

  /**
   * Judges all, settles conflicts and adds a verdict for each; once, after the last one was added.
   */
  void settle(PolicyParts parts, Map<ObjectKey, Verdict> verdicts) {
    long fallenBack;
    do {
      parts.settle(candidates);
      fallenBack = fallenBack();
      owners.clear();
      candidates.stream()
          .filter(PolicyCandidate::isRun)
          .sorted(PolicyCandidate.PRECEDENCE)
          .forEach(this::claim);
      // whoever lost its target runs its last good version, which needs its parts as they were
    } while (fallenBack() > fallenBack);
    candidates.forEach(candidate -> verdicts.put(candidate.key(), candidate.verdict()));
    candidates.stream().filter(PolicyCandidate::hasNeverRun).forEach(neverRun::add);
  }

  private long fallenBack() {
    return candidates.stream().filter(PolicyCandidate::hasFallenBack).count();
  }

  /** A Policy that was asked for, for what is new in the Api, and has never been run. */
  Optional<String> neverRun(String api, boolean served, Set<String> newOperations) {
    return neverRun.stream()
        .filter(candidate -> candidate.isFor(api))
        .filter(candidate -> !served || isNew(candidate, newOperations))
        .map(PolicyCandidate::name)
        .sorted()
        .findFirst();
  }

  private static boolean isNew(PolicyCandidate candidate, Set<String> newOperations) {
    return candidate.operation() != null && newOperations.contains(candidate.operation());
  }

  /** A Policy that was asked for, for the product, and has never been run. */
  Optional<String> neverRunForProduct(String product) {
    return neverRun.stream()
        .filter(candidate -> candidate.isForProduct(product))
        .map(PolicyCandidate::name)
        .sorted()
        .findFirst();
  }

  /**
   * What is run, of the instance and of the APIs, operations and products that are carried.
   *
   * @param carried the APIs by their names
   */
  List<PolicyEntry> entries(Map<String, ApiEntry> carried, Set<String> products) {
    return owners.values().stream()
        .map(PolicyCandidate::chosen)
        .filter(entry -> entry.product() == null || products.contains(entry.product()))
        .filter(entry -> entry.api() == null || isCarried(entry, carried.get(entry.api())))
        .toList();
  }

  private static boolean isCarried(PolicyEntry entry, ApiEntry api) {
    return api != null
        && (entry.operation() == null
            || api.operations().stream().anyMatch(o -> o.name().equals(entry.operation())));
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
