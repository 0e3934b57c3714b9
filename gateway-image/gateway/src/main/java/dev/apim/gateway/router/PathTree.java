package dev.apim.gateway.router;

import dev.apim.policy.RoutePath;
import java.util.HashMap;
import java.util.Map;

/** Routes by path segments; the deepest that a path reaches wins. */
final class PathTree {

  private final Map<String, PathTree> children = new HashMap<>();
  private Crossing crossing;

  /** What answers at a path, made where nothing did. */
  Crossing at(RoutePath path) {
    PathTree node = this;
    for (String segment : path.segments()) {
      node = node.children.computeIfAbsent(segment, key -> new PathTree());
    }
    node.crossing = node.crossing == null ? new Crossing() : node.crossing;
    return node.crossing;
  }

  /**
   * What answers a path that begins with a slash and may have a query; null where nothing does.
   *
   * @param whole where it must end; -1 where it may end before the path does
   */
  Crossing find(String target, int whole) {
    PathTree node = this;
    Crossing best = whole < 0 || whole <= 1 ? crossing : null;
    int start = 1;
    int end = whole < 0 ? pathEnd(target) : whole;
    while (start <= end && !node.children.isEmpty()) {
      int slash = target.indexOf('/', start);
      int stop = slash < 0 || slash > end ? end : slash;
      node = node.children.get(target.substring(start, stop));
      if (node == null) {
        return best;
      }
      if (node.crossing != null && (whole < 0 || stop == end)) {
        best = node.crossing;
      }
      start = stop + 1;
    }
    return best;
  }

  private static int pathEnd(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target.length() : query;
  }
}
