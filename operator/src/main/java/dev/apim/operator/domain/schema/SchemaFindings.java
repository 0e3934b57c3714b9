package dev.apim.operator.domain.schema;

import dev.apim.operator.domain.Excerpt;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the CRDs of the cluster differ from the kinds of this version. Neither is a failure: what an
 * older CRD has no field for is not said, and what a newer one has more is not looked at.
 *
 * @param missing fields that this version writes and the cluster does not know, by CRD
 * @param unknown fields that the cluster has and this version does not know, by CRD
 */
public record SchemaFindings(Map<String, Set<String>> missing, Map<String, Set<String>> unknown) {

  /** Nothing differs. */
  public static final SchemaFindings NONE = new SchemaFindings(Map.of(), Map.of());

  private static final int MOST_TOLD = 5;

  /** Copies the maps, and leaves out what has nothing to tell. */
  public SchemaFindings {
    missing = withoutEmpty(missing);
    unknown = withoutEmpty(unknown);
  }

  /** Whether anything differs. */
  public boolean differ() {
    return older() || newer();
  }

  /** Whether the cluster lacks fields. */
  public boolean older() {
    return !missing.isEmpty();
  }

  /** Whether the cluster has fields that are not known here. */
  public boolean newer() {
    return !unknown.isEmpty();
  }

  /** What differs, and what to do. */
  public String message() {
    if (!differ()) {
      return "the CRDs of the cluster are those of this version";
    }
    String lacking =
        older()
            ? "these CRDs are older than the operator, and what has no field is not said: "
                + describe(missing)
                + "; apply the CRDs of this version"
            : "";
    String more =
        newer()
            ? "these CRDs are newer than the operator, and fields that it does not know count for"
                + " nothing: "
                + describe(unknown)
                + "; upgrade the operator"
            : "";
    return lacking.isEmpty() || more.isEmpty() ? lacking + more : lacking + "; " + more;
  }

  private static String describe(Map<String, Set<String>> fields) {
    return fields.entrySet().stream()
        .map(entry -> entry.getKey() + " (" + some(entry.getValue()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String some(Set<String> paths) {
    return Excerpt.of(paths.stream().sorted().toList(), MOST_TOLD, ", ");
  }

  private static Map<String, Set<String>> withoutEmpty(Map<String, Set<String>> fields) {
    Map<String, Set<String>> kept = new TreeMap<>(fields);
    kept.values().removeIf(Set::isEmpty);
    return Collections.unmodifiableMap(kept);
  }
}
