package dev.apim.compiler;

import dev.apim.api.config.BackendEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.SchemaLevel;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.BackendForm;
import dev.apim.api.v1alpha1.BackendSpec;
import dev.apim.api.v1alpha1.PoolMemberSpec;
import dev.apim.api.v1alpha1.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges backends and keeps the last good version of those that are broken or gone but in use. The
 * members of a pool are always backends with an address (B98).
 */
final class BackendCompiler {

  private final SourceMemory sources;
  private final Ceiling ceiling;
  private final Map<String, BackendEntry> lastGood = new TreeMap<>();
  private final Map<String, BackendEntry> current = new TreeMap<>();
  private final Map<String, Verdict> broken = new TreeMap<>();
  private final Set<String> activeMembers = new TreeSet<>();
  private final List<Backend> wanted = new ArrayList<>();
  private final Map<String, BackendCredentials> credentials = new TreeMap<>();

  BackendCompiler(ConfigurationDocument active, SourceMemory sources, Ceiling ceiling) {
    this.ceiling = ceiling;
    this.sources = sources;
    for (BackendEntry entry : active.backends()) {
      lastGood.put(entry.name(), entry);
      members(entry).forEach(member -> activeMembers.add(member.name()));
    }
  }

  void add(Backend backend) {
    wanted.add(backend);
  }

  /**
   * Judges all of them and adds a verdict for each; once, after the last one was added.
   *
   * @param parts the named values that credentials may name
   */
  void settle(PolicyParts parts, Map<ObjectKey, Verdict> verdicts) {
    for (Backend backend : wanted) {
      String name = backend.getMetadata().getName();
      if (!BackendCredentials.namedValues(backend.getSpec()).isEmpty()) {
        credentials.put(name, new BackendCredentials(name, backend.getSpec(), lastGood.get(name)));
      }
    }
    if (!credentials.isEmpty()) {
      parts.settle(credentials.values());
    }
    for (BackendForm form : BackendForm.values()) {
      for (Backend backend : wanted) {
        if (backend.getSpec().type() == form) {
          verdicts.put(ObjectKey.of(backend), choose(backend));
        }
      }
    }
  }

  private Verdict choose(Backend backend) {
    String name = backend.getMetadata().getName();
    BackendSpec spec = backend.getSpec();
    Verdict verdict = BackendJudge.judge(spec);
    if (verdict.accepted() && !spec.isPlain()) {
      verdict = ceiling.judge(SchemaLevel.BACKENDS, "a Backend that is more than an address");
    }
    if (verdict.accepted() && spec.type() == BackendForm.Pool) {
      verdict = judgePool(name, spec);
    }
    if (verdict.accepted() && credentials.containsKey(name)) {
      verdict = credentials.get(name).verdict();
    }
    if (verdict.accepted()) {
      current.put(name, new BackendEntry(name, spec.url(), sources.source(backend)));
      return verdict;
    }
    BackendEntry kept = lastGood.get(name);
    if (kept == null) {
      broken.put(name, verdict);
      return verdict;
    }
    current.put(name, kept);
    String stays = kept.url() == null ? "its last good version" : kept.url();
    return Verdict.bad(
        verdict.reason(), verdict.message() + " (until then " + stays + " stays in use)");
  }

  private Verdict judgePool(String name, BackendSpec spec) {
    if (activeMembers.contains(name)) {
      return Verdict.bad(
          Reason.InvalidBackend,
          "spec.type: \"" + name + "\" is a member of a pool, and a pool takes no other pool");
    }
    List<PoolMemberSpec> members = spec.pool().members();
    for (int i = 0; i < members.size(); i++) {
      Verdict verdict = judgeMember("spec.pool.members[" + i + "].name", members.get(i).name());
      if (!verdict.accepted()) {
        return verdict;
      }
    }
    return Verdict.good();
  }

  private Verdict judgeMember(String field, String member) {
    boolean isPool =
        wanted.stream()
            .filter(backend -> backend.getMetadata().getName().equals(member))
            .anyMatch(backend -> backend.getSpec().type() == BackendForm.Pool);
    if (isPool && !activeMembers.contains(member)) {
      return Verdict.bad(
          Reason.InvalidBackend,
          field + ": \"" + member + "\" is a pool itself; name its members instead");
    }
    return isPool ? Verdict.good() : judgeReference(field, member);
  }

  /**
   * Whether this backend may be named; the names that may be are listed where it may not.
   *
   * @param field where it is named
   */
  Verdict judgeReference(String field, String name) {
    if (current.containsKey(name)) {
      return Verdict.good();
    }
    if (broken.containsKey(name)) {
      Verdict why = broken.get(name);
      String what =
          why.reason() == Reason.InvalidUrl
              ? "has no usable url: " + why.message().replaceFirst("^spec.url: ", "")
              : "is not usable: " + why.message();
      return Verdict.bad(why.reason(), field + ": the Backend \"" + name + "\" " + what);
    }
    String there =
        current.isEmpty() ? "there is none" : "there are: " + String.join(", ", current.keySet());
    return Verdict.bad(
        Reason.BackendNotFound, field + ": the instance has no Backend \"" + name + "\"; " + there);
  }

  /**
   * The backends of the document: all good ones, and the last version of those still in use.
   *
   * @param parts keep the values that any of them names
   */
  List<BackendEntry> entries(Set<String> used, PolicyParts parts) {
    Map<String, BackendEntry> entries = new TreeMap<>(current);
    used.forEach(name -> keep(name, entries));
    current.values().stream()
        .flatMap(entry -> members(entry).stream())
        .forEach(member -> keep(member.name(), entries));
    entries.values().forEach(entry -> parts.keep(BackendCredentials.namedValues(entry.spec())));
    return new ArrayList<>(entries.values());
  }

  private void keep(String name, Map<String, BackendEntry> entries) {
    if (!entries.containsKey(name)) {
      BackendEntry last = lastGood.get(name);
      entries.put(name, last);
      members(last).forEach(member -> keep(member.name(), entries));
    }
  }

  private static List<PoolMemberSpec> members(BackendEntry entry) {
    BackendSpec spec = entry.spec();
    return spec == null || spec.pool() == null ? List.of() : spec.pool().members();
  }
}
