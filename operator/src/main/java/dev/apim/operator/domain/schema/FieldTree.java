package dev.apim.operator.domain.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The fields that a part of a kind may have.
 *
 * @param fields what each field may hold; lists are as what they hold
 * @param open whether any field is taken
 */
public record FieldTree(Map<String, FieldTree> fields, boolean open) {

  /** A value without fields of its own, or a map with keys of the user's. */
  public static final FieldTree ANYTHING = new FieldTree(Map.of(), true);

  /** Copies the map. */
  public FieldTree {
    fields = Map.copyOf(fields);
  }

  /** The paths of fields that this one has and the other has not; only the topmost of a part. */
  public TreeSet<String> beyond(FieldTree other) {
    TreeSet<String> paths = new TreeSet<>();
    collect("", other, paths);
    return paths;
  }

  private void collect(String path, FieldTree other, TreeSet<String> paths) {
    if (open || other.open()) {
      return;
    }
    fields.forEach(
        (name, field) -> {
          FieldTree there = other.fields().get(name);
          if (there == null) {
            paths.add(path + name);
          } else {
            field.collect(path + name + ".", there, paths);
          }
        });
  }

  /** The tree of a field; {@link #ANYTHING} where it is not known. */
  public FieldTree field(String name) {
    return fields.getOrDefault(name, ANYTHING);
  }

  /** A JSON value without the fields that are not taken here. */
  public Object prune(Object value) {
    if (open) {
      return value;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(this::prune).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<Object, Object> pruned = new LinkedHashMap<>();
    map.forEach(
        (name, part) -> {
          FieldTree field = fields.get(String.valueOf(name));
          if (field != null) {
            pruned.put(name, field.prune(part));
          }
        });
    return pruned;
  }
}
