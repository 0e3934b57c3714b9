package dev.apim.compiler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.FragmentEntry;
import dev.apim.api.config.NamedValueEntry;
import dev.apim.api.config.SchemaLevel;
import dev.apim.api.v1alpha1.NamedValue;
import dev.apim.api.v1alpha1.PolicyFragment;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.SecretKeyReference;
import dev.apim.compiler.SecretSource.Found;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The named values and fragments of an instance, and what becomes of documents that need them: an
 * edit that a served document cannot be run with is taken back and told at the edited object; a
 * part whose object is gone stays for the last good documents, and that is told at these.
 */
final class PolicyParts {

  private final SecretSource secrets;
  private final SourceMemory memory;
  private final Ceiling ceiling;
  private final Oversize oversize;
  private final Parts<NamedValueEntry> namedValues;
  private final Parts<FragmentEntry> fragments;
  private final Map<Dependent, Integer> good = new HashMap<>();
  private int version;
  private DocumentJudge offered;
  private DocumentJudge all;

  private PolicyParts(
      ConfigurationDocument active,
      SecretSource secrets,
      SourceMemory memory,
      Ceiling ceiling,
      Oversize oversize) {
    this.ceiling = ceiling;
    this.oversize = oversize;
    this.memory = memory;
    this.secrets = secrets;
    namedValues = new Parts<>(active.namedValues().stream().map(this::part).toList());
    fragments = new Parts<>(active.fragments().stream().map(PolicyParts::part).toList());
  }

  private Part<NamedValueEntry> part(NamedValueEntry entry) {
    return entry.secret() == null
        ? new Part<>(entry.name(), entry.id(), entry.value(), false, entry)
        : part(entry, secrets.carried(entry.secret()).orElse(""));
  }

  private static Part<NamedValueEntry> part(NamedValueEntry entry, String secret) {
    return new Part<>(entry.name(), entry.id(), secret, true, entry);
  }

  private static Part<FragmentEntry> part(FragmentEntry entry) {
    return new Part<>(entry.name(), entry.id(), entry.document(), false, entry);
  }

  /** The parts of what is to be compiled, each under its id. */
  static PolicyParts of(
      CompileRequest request,
      ConfigurationDocument active,
      SourceMemory memory,
      Ceiling ceiling,
      Oversize oversize) {
    PolicyParts parts =
        new PolicyParts(active, request.outside().secrets(), memory, ceiling, oversize);
    request.objects().of(NamedValue.class, request.instance()).forEach(parts::add);
    request.objects().of(PolicyFragment.class, request.instance()).forEach(parts::add);
    parts.namedValues.settleIds();
    parts.fragments.settleIds();
    return parts;
  }

  private void add(NamedValue object) {
    String name = object.getMetadata().getName();
    String id = Objects.requireNonNullElse(object.getSpec().displayName(), name);
    JsonNode source = memory.source(object);
    Found found = find(object);
    Part<NamedValueEntry> wanted =
        found == null || found.problem() != null
            ? part(new NamedValueEntry(name, id, null, source))
            : part(new NamedValueEntry(name, id, found.reference(), source), found.value());
    PartCandidate<NamedValueEntry> candidate =
        new PartCandidate<>(
            ObjectKey.of(object),
            object.getMetadata().getCreationTimestamp(),
            wanted,
            namedValues.lastGood(name));
    if (found != null && found.problem() != null) {
      candidate.fallBack(Verdict.bad(Reason.SecretNotFound, "spec.secretRef: " + found.problem()));
    }
    namedValues.add(readable(candidate));
  }

  /** What the Secret holds that the object names; null where it names none. */
  private Found find(NamedValue object) {
    SecretKeyReference reference = object.getSpec().secretRef();
    return reference == null
        ? null
        : secrets.find(
            ObjectKey.of(object),
            reference.name(),
            Objects.requireNonNullElse(reference.key(), SecretSource.PAIR));
  }

  private void add(PolicyFragment object) {
    String name = object.getMetadata().getName();
    String id = Objects.requireNonNullElse(object.getSpec().fragmentId(), name);
    FragmentEntry entry = new FragmentEntry(name, id, memory.source(object));
    fragments.add(
        readable(
            new PartCandidate<>(
                ObjectKey.of(object),
                object.getMetadata().getCreationTimestamp(),
                part(entry),
                fragments.lastGood(name))));
  }

  private <E> PartCandidate<E> readable(PartCandidate<E> candidate) {
    Verdict verdict = ceiling.judge(SchemaLevel.POLICY_PARTS, "a " + candidate.key().kind());
    if (verdict.accepted()) {
      verdict = oversize.judge(candidate.key());
    }
    if (!verdict.accepted()) {
      candidate.fallBack(verdict);
    }
    return candidate;
  }

  /**
   * Judges documents until all that is to be run can be run together. Each round gives something
   * up, and nothing comes back, so it ends.
   */
  void settle(Collection<? extends Dependent> documents) {
    List<Dependent> dependents = new ArrayList<>();
    fragments.candidates().forEach(part -> dependents.add(new FragmentCandidate(part)));
    dependents.addAll(documents);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Dependent dependent : dependents) {
        changed |= dependent.isRun() && !holds(dependent) && givesWay(dependent);
      }
    }
  }

  /** Nothing that it needs has changed, or it was judged with just these parts. */
  private boolean holds(Dependent dependent) {
    Uses uses = dependent.lastUses();
    boolean lastGood = dependent.hasFallenBack() || dependent.isUnchanged();
    return lastGood
            && namedValues.areAsBefore(uses.namedValues())
            && fragments.areAsBefore(uses.fragments())
        || Integer.valueOf(version).equals(good.get(dependent));
  }

  private boolean givesWay(Dependent dependent) {
    Verdict verdict = dependent.judge(dependent.hasFallenBack() ? all() : offered());
    if (verdict.accepted()) {
      good.put(dependent, version);
      return false;
    }
    boolean lastGood = dependent.hasFallenBack() || dependent.isUnchanged();
    if (lastGood && restore(dependent, verdict)) {
      forget();
      return true;
    }
    if (dependent.hasFallenBack()) {
      good.put(dependent, version);
      return false;
    }
    dependent.fallBack(verdict);
    forget();
    return true;
  }

  private boolean restore(Dependent dependent, Verdict verdict) {
    Verdict why =
        Verdict.bad(
            Reason.InUse,
            "the " + dependent.describe() + " cannot be run with it: " + verdict.message());
    Uses uses = dependent.lastUses();
    boolean values = namedValues.restore(uses.namedValues(), why, dependent.hasFallenBack());
    return fragments.restore(uses.fragments(), why, dependent.hasFallenBack()) || values;
  }

  private void forget() {
    namedValues.settleIds();
    fragments.settleIds();
    version++;
    offered = null;
    all = null;
  }

  private DocumentJudge offered() {
    if (offered == null) {
      offered =
          new DocumentJudge(namedValues.offered(), namedValues.secrets(), fragments.offered());
    }
    return offered;
  }

  private DocumentJudge all() {
    if (all == null) {
      all = new DocumentJudge(namedValues.all(), namedValues.secrets(), fragments.all());
    }
    return all;
  }

  /** Keeps the last good ones of named values that are there no more and still needed. */
  void keep(Set<String> ids) {
    namedValues.keep(ids);
  }

  void verdicts(Map<ObjectKey, Verdict> verdicts) {
    namedValues.candidates().forEach(part -> verdicts.put(part.key(), part.verdict()));
    fragments.candidates().forEach(part -> verdicts.put(part.key(), part.verdict()));
  }

  List<NamedValueEntry> namedValues() {
    return namedValues.entries();
  }

  List<FragmentEntry> fragments() {
    return fragments.entries();
  }
}
