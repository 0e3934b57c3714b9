package dev.apim.compiler;

import java.util.Collection;

/** Says which names there are, where one is not. */
final class Names {

  private static final int MOST = 20;

  private Names() {}

  static String missing(String field, String kind, String name, Collection<String> there) {
    return field + ": the instance has no " + kind + " \"" + name + "\"; " + listed(there);
  }

  static String listed(Collection<String> names) {
    return names.isEmpty()
        ? "there is none"
        : "there are: " + String.join(", ", names.stream().sorted().limit(MOST).toList());
  }
}
