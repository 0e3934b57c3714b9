package dev.apim.operator.controller.configuration;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.compiler.ObjectKey;
import java.util.HashMap;
import java.util.Map;

/** The entries of a document by the objects that they were compiled from. */
final class DocumentObjects {

  private DocumentObjects() {}

  static Map<ObjectKey, Object> of(ConfigurationDocument document) {
    Map<ObjectKey, Object> entries = new HashMap<>();
    document.apis().forEach(entry -> entries.put(new ObjectKey("Api", entry.name()), entry));
    document
        .backends()
        .forEach(entry -> entries.put(new ObjectKey("Backend", entry.name()), entry));
    document.policies().forEach(entry -> entries.put(new ObjectKey("Policy", entry.name()), entry));
    return entries;
  }
}
