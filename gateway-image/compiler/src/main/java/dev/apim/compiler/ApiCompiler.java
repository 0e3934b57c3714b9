package dev.apim.compiler;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.CanonicalJson;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.KeyRuleEntry;
import dev.apim.api.config.OperationEntry;
import dev.apim.api.config.ResponseEntry;
import dev.apim.api.config.RevisionEntry;
import dev.apim.api.config.SchemaLevel;
import dev.apim.api.config.VersionEntry;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiBackendSpec;
import dev.apim.api.v1alpha1.ApiSpec;
import dev.apim.api.v1alpha1.ApiSubscriptionSpec;
import dev.apim.api.v1alpha1.ApiVersionSpec;
import dev.apim.api.v1alpha1.BackendType;
import dev.apim.api.v1alpha1.OperationSpec;
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
import java.util.Set;
import java.util.stream.Collectors;

/** Judges each Api alone, then lets {@link PathConflicts} decide who answers what. */
final class ApiCompiler {

  private final Map<String, ApiEntry> lastGood = new HashMap<>();
  private final BackendCompiler backends;
  private final Map<String, ApiImport> imports;
  private final ApiMemory memory;
  private final Ceiling ceiling;
  private final Oversize oversize;
  private final List<ApiCandidate> candidates = new ArrayList<>();
  private final Map<String, ObjectKey> keys = new HashMap<>();
  private final Map<String, Set<String>> operations = new HashMap<>();

  ApiCompiler(
      ConfigurationDocument active,
      BackendCompiler backends,
      Map<String, ApiImport> imports,
      ApiMemory memory,
      Ceiling ceiling,
      Oversize oversize) {
    this.memory = memory;
    this.ceiling = ceiling;
    this.oversize = oversize;
    this.imports = imports;
    active.apis().forEach(entry -> lastGood.put(entry.name(), entry));
    this.backends = backends;
  }

  void add(Api api) {
    String name = api.getMetadata().getName();
    ApiMemory.Made made = memory.made(api, imports.get(name), ApiCompiler::make);
    keys.put(name, ObjectKey.of(api));
    operations.put(name, made.operations());
    candidates.add(
        new ApiCandidate(
            made.entry(),
            api.getMetadata().getCreationTimestamp(),
            lastGood.get(name),
            judge(api, made),
            memory::claims));
  }

  private Verdict judge(Api api, ApiMemory.Made made) {
    Verdict verdict = judge(api.getSpec().backend());
    ApiImport read = made.read();
    if (verdict.accepted() && read != null && read.problem() != null) {
      verdict = Verdict.bad(read.reason(), read.problem());
    }
    if (verdict.accepted()) {
      verdict = ceiling.judge(SchemaLevel.of(made.entry()), "what the spec asks for");
    }
    if (verdict.accepted()) {
      verdict = oversize.judge(ObjectKey.of(api));
    }
    return verdict.accepted() ? made.verdict() : verdict;
  }

  private static ApiMemory.Made make(Api api, ApiImport read) {
    ApiEntry entry = entry(api, read);
    int written = api.getSpec().operations().size();
    Verdict verdict =
        OperationRules.judge(
            entry.operations(),
            i ->
                i < written
                    ? "spec.operations[" + i + "]"
                    : "spec.openapi: the operation \"" + entry.operations().get(i).name() + "\"");
    Set<String> names =
        entry.operations().stream().map(OperationEntry::name).collect(Collectors.toSet());
    return new ApiMemory.Made(api.getSpec(), read, entry, names, verdict);
  }

  /** The operations of each Api as written, whether it is accepted or not. */
  Map<String, Set<String>> operations() {
    return operations;
  }

  /**
   * Settles conflicts, adds a verdict for each Api and returns the entries of the document.
   *
   * @param missing the name of a Policy that has never been run and that an Api was to have; of an
   *     Api that is served already, one for any of the operations that are new
   */
  List<ApiEntry> compile(Map<ObjectKey, Verdict> verdicts, MissingPolicy missing) {
    PathConflicts.settle(candidates);
    candidates.forEach(candidate -> holdBack(candidate, missing));
    candidates.forEach(candidate -> verdicts.put(keys.get(candidate.name()), candidate.verdict()));
    return candidates.stream().map(ApiCandidate::chosen).filter(Objects::nonNull).toList();
  }

  /** Finds a Policy without which an Api must not be served. */
  interface MissingPolicy {

    Optional<String> of(String api, boolean served, Set<String> newOperations);
  }

  /** What is served already has done without that policy; what is new must not begin so. */
  private static void holdBack(ApiCandidate candidate, MissingPolicy missing) {
    if (!candidate.hasFallenBack()) {
      missing
          .of(candidate.name(), candidate.isServed(), candidate.newOperations())
          .ifPresent(policy -> candidate.fallBack(notWithout(policy)));
    }
  }

  private static Verdict notWithout(String policy) {
    return Verdict.bad(
        Reason.PolicyNotAccepted,
        "the Policy \""
            + policy
            + "\" is not accepted, and what is new in an Api is not served without it; correct"
            + " that Policy or delete it");
  }

  private static ApiEntry entry(Api api, ApiImport read) {
    ApiSpec spec = api.getSpec();
    List<OperationEntry> answered =
        new ArrayList<>(spec.operations().stream().map(ApiCompiler::operation).toList());
    if (read != null) {
      answered.addAll(read.operations());
    }
    return new ApiEntry(
        api.getMetadata().getName(),
        RoutePath.parse(spec.path()).text(),
        spec.hosts().stream().distinct().sorted().toList(),
        spec.backend().name(),
        spec.backend().url(),
        version(spec.version()),
        spec.revision() == null
            ? null
            : new RevisionEntry(spec.revision().number(), spec.revision().current()),
        answered,
        keyRule(spec.subscription()),
        CanonicalJson.tree(spec));
  }

  private static KeyRuleEntry keyRule(ApiSubscriptionSpec spec) {
    return spec == null ? null : new KeyRuleEntry(spec.required(), spec.header(), spec.query());
  }

  private static OperationEntry operation(OperationSpec spec) {
    return new OperationEntry(
        spec.name(),
        spec.displayName(),
        spec.method(),
        spec.urlTemplate(),
        spec.responses().stream()
            .map(r -> new ResponseEntry(r.statusCode(), r.contentType(), r.examples()))
            .toList());
  }

  private static VersionEntry version(ApiVersionSpec spec) {
    return spec == null ? null : new VersionEntry(spec.scheme().name(), spec.name(), spec.value());
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
