package dev.apim.gateway.router;

import dev.apim.policy.RoutePath;
import java.util.HashMap;
import java.util.Map;

/** Routes by path segments; the deepest that a path reaches wins. */
final class PathTree {

  private final Map<String, PathTree> children = new HashMap<>();
  private Route route;

  void add(RoutePath path, Route added) {
    PathTree node = this;
    for (String segment : path.segments()) {
      node = node.children.computeIfAbsent(segment, key -> new PathTree());
    }
    if (node.route != null) {
      throw new RevisionRefusedException(
          "the Apis \"" + node.route.api() + "\" and \"" + added.api() + "\" have one path");
    }
    node.route = added;
  }

  /** The route of a path that begins with a slash and may have a query; null where none fits. */
  Route find(String target) {
    PathTree node = this;
    Route best = route;
    int start = 1;
    int end = pathEnd(target);
    while (start <= end && !node.children.isEmpty()) {
      int slash = target.indexOf('/', start);
      int stop = slash < 0 || slash > end ? end : slash;
      node = node.children.get(target.substring(start, stop));
      if (node == null) {
        return best;
      }
      best = node.route == null ? best : node.route;
      start = stop + 1;
    }
    return best;
  }

  private static int pathEnd(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target.length() : query;
  }
}
