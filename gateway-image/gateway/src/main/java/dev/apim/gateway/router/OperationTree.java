package dev.apim.gateway.router;

import dev.apim.policy.UrlTemplate;
import dev.apim.policy.UrlTemplate.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operations of an API by the segments of their templates. At each segment a text wins over a
 * text with parameters, that over a parameter alone, that over a wildcard; what leads nowhere is
 * left for the next.
 */
final class OperationTree {

  private static final int MOST_SEGMENTS = 200;

  private final Map<String, OperationTree> texts = new HashMap<>();
  private final List<Mixed> mixed = new ArrayList<>();
  private OperationTree parameter;
  private Map<String, List<Leaf>> here = Map.of();
  private Map<String, List<Leaf>> wildcard = Map.of();

  private record Mixed(Segment segment, OperationTree next) {}

  private record Leaf(Endpoint endpoint, UrlTemplate template, List<String> names) {}

  /**
   * What was found.
   *
   * @param parameters the template's parameters by name, decoded
   */
  record Found(Endpoint endpoint, Map<String, String> parameters) {}

  void add(String method, UrlTemplate template, Endpoint endpoint) {
    OperationTree node = this;
    for (Segment segment : template.segments()) {
      node = node.child(segment);
    }
    Leaf leaf = new Leaf(endpoint, template, template.pathParameters());
    if (template.rest() == null) {
      node.here = with(node.here, method, leaf);
    } else {
      node.wildcard = with(node.wildcard, method, leaf);
    }
  }

  private static Map<String, List<Leaf>> with(
      Map<String, List<Leaf>> leaves, String method, Leaf leaf) {
    Map<String, List<Leaf>> more = leaves.isEmpty() ? new HashMap<>(4) : leaves;
    List<Leaf> list = more.computeIfAbsent(method, key -> new ArrayList<>(1));
    list.add(leaf);
    list.sort(Comparator.comparingInt(l -> -l.template().query().size()));
    return more;
  }

  private OperationTree child(Segment segment) {
    if (segment.isLiteral()) {
      return texts.computeIfAbsent(segment.texts().get(0), key -> new OperationTree());
    }
    if (segment.isParameter()) {
      parameter = parameter == null ? new OperationTree() : parameter;
      return parameter;
    }
    for (Mixed known : mixed) {
      if (known.segment().texts().equals(segment.texts())) {
        return known.next();
      }
    }
    OperationTree next = new OperationTree();
    mixed.add(new Mixed(segment, next));
    mixed.sort(Comparator.comparingInt(m -> -String.join("", m.segment().texts()).length()));
    return next;
  }

  /**
   * Finds the operation of a request; null where there is none.
   *
   * @param target normal path and query
   * @param from where the part behind the API's path begins
   */
  Found find(String method, String target, int from) {
    int question = target.indexOf('?', from);
    int end = question < 0 ? target.length() : question;
    if (end > from && target.charAt(end - 1) == '/') {
      end--;
    }
    int start = from < end && target.charAt(from) == '/' ? from + 1 : from;
    return new Search(method, target, end).in(this, start, 0);
  }

  /** One request on its way down. */
  private static final class Search {

    private final String method;
    private final String target;
    private final int end;
    private final List<String> values = new ArrayList<>(4);

    Search(String method, String target, int end) {
      this.method = method;
      this.target = target;
      this.end = end;
    }

    Found in(OperationTree node, int start, int depth) {
      if (start >= end) {
        Found found = leaf(node.here);
        return found != null ? found : rest(node, start);
      }
      if (depth > MOST_SEGMENTS) {
        return rest(node, start);
      }
      int slash = target.indexOf('/', start);
      int stop = slash < 0 || slash > end ? end : slash;
      String segment = target.substring(start, stop);
      Found found = text(node, segment, stop, depth);
      if (found == null && !node.mixed.isEmpty()) {
        found = mixed(node, segment, stop, depth);
      }
      if (found == null && node.parameter != null && !segment.isEmpty()) {
        values.add(segment);
        found = in(node.parameter, stop + 1, depth + 1);
        if (found == null) {
          values.remove(values.size() - 1);
        }
      }
      return found != null ? found : rest(node, start);
    }

    private Found text(OperationTree node, String segment, int stop, int depth) {
      OperationTree next = node.texts.get(segment);
      return next == null ? null : in(next, stop + 1, depth + 1);
    }

    private Found mixed(OperationTree node, String segment, int stop, int depth) {
      for (Mixed candidate : node.mixed) {
        int before = values.size();
        if (MixedSegments.match(candidate.segment(), segment, values)) {
          Found found = in(candidate.next(), stop + 1, depth + 1);
          if (found != null) {
            return found;
          }
        }
        values.subList(before, values.size()).clear();
      }
      return null;
    }

    private Found rest(OperationTree node, int start) {
      if (node.wildcard.isEmpty()) {
        return null;
      }
      values.add(start >= end ? "" : target.substring(start, end));
      Found found = leaf(node.wildcard);
      values.remove(values.size() - 1);
      return found;
    }

    private Found leaf(Map<String, List<Leaf>> leaves) {
      for (Leaf leaf : leaves.getOrDefault(method, List.of())) {
        Found found = take(leaf);
        if (found != null) {
          return found;
        }
      }
      return null;
    }

    private Found take(Leaf leaf) {
      if (leaf.names().isEmpty() && leaf.template().query().isEmpty()) {
        return new Found(leaf.endpoint(), Map.of());
      }
      Map<String, String> parameters = new HashMap<>();
      for (int i = 0; i < leaf.names().size(); i++) {
        parameters.put(leaf.names().get(i), QueryText.decoded(values.get(i), false));
      }
      for (UrlTemplate.Condition condition : leaf.template().query()) {
        String value = QueryText.value(target, condition.key());
        if (value == null || condition.value() != null && !condition.value().equals(value)) {
          return null;
        }
        if (condition.parameter() != null) {
          parameters.put(condition.parameter(), value);
        }
      }
      return new Found(leaf.endpoint(), parameters);
    }
  }
}
