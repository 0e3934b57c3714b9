package dev.apim.api.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * An API in the document, as compiled.
 *
 * @param name name of the Api object
 * @param path path below which it answers, without slashes at the ends; empty for the root
 * @param hosts host names that it answers; empty for every host
 * @param backend name of a {@link BackendEntry}; null where {@code url} is given
 * @param url address of the backend; null where {@code backend} is given
 * @param version null where it has none
 * @param revision null where it is the only one
 * @param operations what it answers; empty where it answers everything below its path
 * @param keyRule null where it asks for no key, under the usual names
 * @param source the spec as the user wrote it
 */
public record ApiEntry(
    String name,
    String path,
    List<String> hosts,
    String backend,
    String url,
    VersionEntry version,
    RevisionEntry revision,
    List<OperationEntry> operations,
    KeyRuleEntry keyRule,
    JsonNode source)
    implements ConfigurationEntry {

  /** Replaces what JSON leaves out; what is usual is left out. */
  public ApiEntry {
    path = path == null ? "" : path;
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
    revision = RevisionEntry.ONLY.equals(revision) ? null : revision;
    operations = operations == null ? List.of() : List.copyOf(operations);
    keyRule = KeyRuleEntry.OPEN.equals(keyRule) ? null : keyRule;
  }

  /** An API that answers everything below its path. */
  public ApiEntry(
      String name, String path, List<String> hosts, String backend, String url, JsonNode source) {
    this(name, path, hosts, backend, url, null, null, List.of(), null, source);
  }

  /** The same without what its operations answer, where nobody mocks them. */
  public ApiEntry bare() {
    return operations.stream().allMatch(operation -> operation.responses().isEmpty())
        ? this
        : new ApiEntry(
            name,
            path,
            hosts,
            backend,
            url,
            version,
            revision,
            operations.stream().map(OperationEntry::bare).toList(),
            keyRule,
            source);
  }

  /** The revision, also where it is the only one. */
  @JsonIgnore
  public RevisionEntry revisionOrOnly() {
    return revision == null ? RevisionEntry.ONLY : revision;
  }

  /** How it asks for keys, also where it asks for none. */
  @JsonIgnore
  public KeyRuleEntry keyRuleOrOpen() {
    return keyRule == null ? KeyRuleEntry.OPEN : keyRule;
  }

  /** The path of this version: with the scheme {@code Path} the version is its last segment. */
  @JsonIgnore
  public String versionedPath() {
    if (version == null || !"Path".equals(version.scheme())) {
      return path;
    }
    return path.isEmpty() ? version.value() : path + "/" + version.value();
  }
}
