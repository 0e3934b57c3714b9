package dev.apim.compiler;

import dev.apim.api.config.BackendEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.policy.BackendUrl;
import dev.apim.policy.InvalidUrlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Judges backends and keeps the last good version of those that are broken or gone but in use. */
final class BackendCompiler {

  private final SourceMemory sources;
  private final Map<String, BackendEntry> lastGood = new TreeMap<>();
  private final Map<String, BackendEntry> current = new TreeMap<>();
  private final Map<String, String> broken = new TreeMap<>();

  BackendCompiler(ConfigurationDocument active, SourceMemory sources) {
    this.sources = sources;
    active.backends().forEach(entry -> lastGood.put(entry.name(), entry));
  }

  Verdict compile(Backend backend) {
    String name = backend.getMetadata().getName();
    try {
      BackendUrl.parse(backend.getSpec().url());
      current.put(name, new BackendEntry(name, backend.getSpec().url(), sources.source(backend)));
      return Verdict.good();
    } catch (InvalidUrlException e) {
      BackendEntry kept = lastGood.get(name);
      if (kept == null) {
        broken.put(name, e.getMessage());
        return Verdict.bad(Reason.InvalidUrl, "spec.url: " + e.getMessage());
      }
      current.put(name, kept);
      return Verdict.bad(
          Reason.InvalidUrl,
          "spec.url: " + e.getMessage() + " (until then " + kept.url() + " stays in use)");
    }
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
      return Verdict.bad(
          Reason.InvalidUrl,
          field + ": the Backend \"" + name + "\" has no usable url: " + broken.get(name));
    }
    String there =
        current.isEmpty() ? "there is none" : "there are: " + String.join(", ", current.keySet());
    return Verdict.bad(
        Reason.BackendNotFound, field + ": the instance has no Backend \"" + name + "\"; " + there);
  }

  /** The backends of the document: all good ones, and the last version of those still in use. */
  List<BackendEntry> entries(Set<String> used) {
    Map<String, BackendEntry> entries = new TreeMap<>(current);
    for (String name : used) {
      if (!entries.containsKey(name)) {
        entries.put(name, lastGood.get(name));
      }
    }
    return new ArrayList<>(entries.values());
  }
}
