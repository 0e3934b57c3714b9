package dev.apim.operator.controller.configuration;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.ConfigurationEntry;
import dev.apim.compiler.ObjectKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Since which revision each object is served as written, so that an edit of one object says nothing
 * new of the others. After a start all count from the revision that is active then.
 */
final class PublishedSequences {

  private record Entry(ConfigurationEntry content, long since) {}

  private Map<ObjectKey, Entry> entries = Map.of();

  /** Takes the document of the active revision. */
  void update(ConfigurationDocument document, long sequence) {
    Map<ObjectKey, Entry> next = new HashMap<>();
    DocumentObjects.of(document).forEach((key, entry) -> add(next, key, entry, sequence));
    entries = next;
  }

  /** The first revision with the object as given; empty where the active one lacks that. */
  Optional<Long> since(ObjectKey key, ConfigurationEntry source) {
    return Optional.ofNullable(entries.get(key))
        .filter(entry -> entry.content().equals(source))
        .map(Entry::since);
  }

  private void add(
      Map<ObjectKey, Entry> next, ObjectKey key, ConfigurationEntry content, long sequence) {
    Entry before = entries.get(key);
    next.put(
        key,
        before != null && before.content().equals(content) ? before : new Entry(content, sequence));
  }
}
