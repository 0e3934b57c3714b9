package dev.apim.compiler;

import dev.apim.api.config.PolicyEntry;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.compiler.DocumentJudge.Judged;
import dev.apim.policy.step.Needs;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * A Policy between what its user wants and what it may have: the wanted entry, its last good one,
 * or nothing.
 */
final class PolicyCandidate implements Dependent {

  /** Who serves a target keeps it, else the older has it, else the lower name. */
  static final Comparator<PolicyCandidate> PRECEDENCE =
      Comparator.comparing((PolicyCandidate candidate) -> !candidate.holdsItsTarget())
          .thenComparing(candidate -> candidate.createdAt)
          .thenComparing(PolicyCandidate::name);

  private final ObjectKey key;
  private final String createdAt;
  private final PolicyEntry wanted;
  private final PolicyEntry lastGood;
  private final Function<Collection<String>, Verdict> backends;
  private PolicyEntry chosen;
  private Verdict verdict = Verdict.good();

  /**
   * Makes a candidate.
   *
   * @param wanted what its user wrote
   * @param lastGood the same Policy in the active snapshot; null where there is none
   * @param backends says whether Backends may be named
   */
  PolicyCandidate(
      Policy policy,
      PolicyEntry wanted,
      PolicyEntry lastGood,
      Function<Collection<String>, Verdict> backends) {
    String createdAt = policy.getMetadata().getCreationTimestamp();
    this.key = ObjectKey.of(policy);
    this.createdAt = createdAt == null ? "" : createdAt;
    this.wanted = wanted;
    this.lastGood = lastGood;
    this.backends = backends;
    this.chosen = isUnchanged() ? lastGood : wanted;
  }

  @Override
  public Verdict judge(DocumentJudge judge) {
    Judged judged = judge.policy(chosen);
    if (!judged.verdict().accepted() || hasFallenBack()) {
      return judged.verdict();
    }
    Needs needs = judged.needs().orElseThrow();
    Verdict named = backends.apply(needs.backends());
    if (named.accepted()) {
      chosen =
          new PolicyEntry(
              wanted.name(),
              wanted.api(),
              wanted.operation(),
              wanted.product(),
              sorted(needs.backends()),
              sorted(needs.namedValues()),
              sorted(needs.fragments()),
              wanted.source());
    }
    return named;
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  @Override
  public void fallBack(Verdict why) {
    chosen = lastGood;
    String stays =
        lastGood == null ? "" : " (until then the last good version of this Policy is run)";
    verdict = Verdict.bad(why.reason(), why.message() + stays);
  }

  /** Neither what is wanted nor what was there may stay. */
  void drop() {
    chosen = null;
  }

  @Override
  public String describe() {
    return "Policy \"" + name() + "\"";
  }

  @Override
  public boolean isRun() {
    return chosen != null;
  }

  @Override
  public boolean isUnchanged() {
    return lastGood != null && lastGood.source().equals(wanted.source());
  }

  @Override
  public Uses lastUses() {
    return lastGood == null
        ? Uses.NOTHING
        : new Uses(Set.copyOf(lastGood.namedValues()), Set.copyOf(lastGood.fragments()));
  }

  ObjectKey key() {
    return key;
  }

  String name() {
    return wanted.name();
  }

  PolicyEntry chosen() {
    return chosen;
  }

  Verdict verdict() {
    return verdict;
  }

  @Override
  public boolean hasFallenBack() {
    return !verdict.accepted();
  }

  /** Not accepted, and no version of it was ever run. */
  boolean hasNeverRun() {
    return hasFallenBack() && lastGood == null;
  }

  /** Whether requests of the Api were to pass it. */
  boolean isFor(String api) {
    return wanted.product() == null && (wanted.api() == null || wanted.api().equals(api));
  }

  boolean isForProduct(String product) {
    return product.equals(wanted.product());
  }

  /** The operation that it was to be for; null for all. */
  String operation() {
    return wanted.operation();
  }

  private boolean holdsItsTarget() {
    return lastGood != null && chosen != null && target(lastGood).equals(target(chosen));
  }

  static Target target(PolicyEntry entry) {
    return new Target(
        Objects.requireNonNullElse(entry.api(), ""),
        Objects.requireNonNullElse(entry.operation(), ""),
        Objects.requireNonNullElse(entry.product(), ""));
  }

  /** What one policy document alone may be for; all empty is the instance. */
  record Target(String api, String operation, String product) {

    String describe() {
      if (!product.isEmpty()) {
        return "the Product \"" + product + "\"";
      }
      if (api.isEmpty()) {
        return "the instance";
      }
      return operation.isEmpty()
          ? "the Api \"" + api + "\""
          : "the operation \"" + operation + "\" of the Api \"" + api + "\"";
    }
  }
}
