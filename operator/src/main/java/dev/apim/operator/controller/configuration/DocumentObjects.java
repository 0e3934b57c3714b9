package dev.apim.operator.controller.configuration;

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
}
