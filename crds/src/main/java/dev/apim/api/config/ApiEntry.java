package dev.apim.api.config;

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
 * @param source the spec as the user wrote it
 */
public record ApiEntry(
    String name, String path, List<String> hosts, String backend, String url, JsonNode source) {

  /** Replaces what JSON leaves out. */
  public ApiEntry {
    path = path == null ? "" : path;
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
  }
}
