package dev.apim.api.config;

import java.util.List;

/**
 * An operation of an API, as compiled.
 *
 * @param name unique in its API; policies name it
 * @param displayName what people call it; null where they call it by its name
 * @param method HTTP method in upper case
 * @param urlTemplate path below the API's, with a leading slash, and the query that it asks for
 * @param responses what it answers, by which it can be mocked; empty where nobody mocks it
 */
public record OperationEntry(
    String name,
    String displayName,
    String method,
    String urlTemplate,
    List<ResponseEntry> responses) {

  /** Replaces what JSON leaves out. */
  public OperationEntry {
    responses = responses == null ? List.of() : List.copyOf(responses);
  }

  /** One of which nothing is said that it answers. */
  public OperationEntry(String name, String displayName, String method, String urlTemplate) {
    this(name, displayName, method, urlTemplate, List.of());
  }

  /** The same, without what it answers. */
  OperationEntry bare() {
    return responses.isEmpty() ? this : new OperationEntry(name, displayName, method, urlTemplate);
  }
}
