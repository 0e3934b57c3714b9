package dev.apim.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * One right, as fine as Kubernetes knows them.
 *
 * @param resource with its subresource; {@code resource=name} where the rule names objects; a path
 *     with an empty group
 */
record Permission(String group, String resource, String verb) implements Comparable<Permission> {

  static Set<Permission> of(Path rules) {
    Set<Permission> permissions = new TreeSet<>();
    try {
      for (JsonNode rule : new YAMLMapper().readTree(Tree.read(rules))) {
        permissions.addAll(ofRule(rule));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return permissions;
  }

  private static List<Permission> ofRule(JsonNode rule) {
    List<Permission> permissions = new ArrayList<>();
    for (String verb : texts(rule, "verbs")) {
      texts(rule, "nonResourceURLs").forEach(p -> permissions.add(new Permission("", p, verb)));
      for (String group : texts(rule, "apiGroups")) {
        for (String resource : texts(rule, "resources")) {
          List<String> names = texts(rule, "resourceNames");
          if (names.isEmpty()) {
            permissions.add(new Permission(group, resource, verb));
          }
          names.forEach(n -> permissions.add(new Permission(group, resource + "=" + n, verb)));
        }
      }
    }
    return permissions;
  }

  private static List<String> texts(JsonNode rule, String field) {
    return StreamSupport.stream(rule.path(field).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  @Override
  public int compareTo(Permission other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return (group.isEmpty() ? "core" : group) + " " + resource + " " + verb;
  }
}
