package dev.apim.api.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A product in the document.
 *
 * @param name name of the Product object
 * @param displayName what people call it; null where they call it by its name
 * @param apis names of the {@link ApiEntry} objects in it
 * @param subscriptionRequired whether its APIs ask for a key
 * @param published whether it gives access at all
 * @param source the spec as the user wrote it
 */
public record ProductEntry(
    String name,
    String displayName,
    List<String> apis,
    boolean subscriptionRequired,
    boolean published,
    JsonNode source)
    implements ConfigurationEntry {

  /** Replaces what JSON leaves out. */
  public ProductEntry {
    apis = apis == null ? List.of() : List.copyOf(apis);
  }
}
