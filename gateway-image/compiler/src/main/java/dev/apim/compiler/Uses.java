package dev.apim.compiler;

import java.util.Set;

/**
 * What a document is put together from.
 *
 * @param namedValues ids of named values
 * @param fragments ids of fragments
 */
record Uses(Set<String> namedValues, Set<String> fragments) {

  static final Uses NOTHING = new Uses(Set.of(), Set.of());

  Uses {
    namedValues = Set.copyOf(namedValues);
    fragments = Set.copyOf(fragments);
  }
}
