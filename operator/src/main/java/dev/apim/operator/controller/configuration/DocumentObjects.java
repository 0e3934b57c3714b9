package dev.apim.operator.controller.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.ConfigurationEntry;
import dev.apim.compiler.ObjectKey;
import java.util.HashMap;
import java.util.Map;

/** The entries of a document by the objects that they were compiled from. */
final class DocumentObjects {

  private DocumentObjects() {}

  static Map<ObjectKey, ConfigurationEntry> of(ConfigurationDocument document) {
    Map<ObjectKey, ConfigurationEntry> entries = new HashMap<>();
    document
        .byKind()
        .forEach(
            (kind, list) ->
                list.forEach(entry -> entries.put(new ObjectKey(kind, entry.name()), entry)));
    return entries;
  }

  /** The same by "Api orders". */
  static Map<String, ConfigurationEntry> named(ConfigurationDocument document) {
    Map<String, ConfigurationEntry> entries = new HashMap<>();
    of(document).forEach((key, entry) -> entries.put(key.kind() + " " + key.name(), entry));
    return entries;
  }

  /** The specs as their users wrote them. */
  static Map<ObjectKey, JsonNode> sources(ConfigurationDocument document) {
    Map<ObjectKey, JsonNode> sources = new HashMap<>();
    of(document).forEach((key, entry) -> sources.put(key, entry.source()));
    return sources;
  }
}
