package dev.apim.operator.remote;

import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fields of a copy that the CRDs of a target have no place for, as older ones do (B67). Server-side
 * apply refuses the whole object then, with the answer of a broken server, and names one field of
 * each level at a time.
 *
 * @param paths as the API server names them, such as {@code .spec.gateway.limits}
 */
record UnknownFields(Set<String> paths) {

  static final UnknownFields NONE = new UnknownFields(Set.of());

  private static final Pattern UNKNOWN = Pattern.compile("(\\.[^\\s:]+): " + Answers.UNKNOWN_FIELD);
  private static final Pattern PLAIN = Pattern.compile("\\.spec(\\.\\w+)+");

  /** Without it a copy would look like what a user has applied. */
  private static final String ORIGIN = ".spec.origin";

  UnknownFields {
    paths = Set.copyOf(paths);
  }

  /** What an answer names; none where it is about something else. */
  static UnknownFields of(KubernetesClientException e) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = UNKNOWN.matcher(Answers.text(e));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return new UnknownFields(found);
  }

  boolean isEmpty() {
    return paths.isEmpty();
  }

  /** Whether a copy can go without them: members of lists, and whose a copy is, are no extras. */
  boolean canBeLeftOut() {
    return !isEmpty()
        && paths.stream().allMatch(path -> PLAIN.matcher(path).matches() && !isOrigin(path));
  }

  UnknownFields and(UnknownFields more) {
    Set<String> all = new TreeSet<>(paths);
    all.addAll(more.paths());
    return new UnknownFields(all);
  }

  /** A spec without them. */
  Map<String, Object> leaveOutOf(Map<String, Object> spec) {
    Map<String, Object> rest = spec;
    for (String path : paths) {
      rest = without(rest, path.substring(".spec.".length()));
    }
    return rest;
  }

  /** As text, in one order. */
  String text() {
    return String.join(", ", new TreeSet<>(paths));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> without(Map<String, Object> object, String path) {
    int dot = path.indexOf('.');
    String field = dot < 0 ? path : path.substring(0, dot);
    Map<String, Object> rest = new HashMap<>(object);
    if (dot < 0) {
      rest.remove(field);
    } else if (rest.get(field) instanceof Map<?, ?> nested) {
      rest.put(field, without((Map<String, Object>) nested, path.substring(dot + 1)));
    }
    return rest;
  }

  private static boolean isOrigin(String path) {
    return path.equals(ORIGIN) || path.startsWith(ORIGIN + ".");
  }
}
