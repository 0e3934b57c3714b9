package dev.apim.policy;

import java.util.List;

/**
 * The path below which an API answers: whole segments, so that {@code orders} covers {@code
 * /orders/7} and not {@code /orders2}.
 *
 * @param segments none for the root
 */
public record RoutePath(List<String> segments) {

  /** Copies the list. */
  public RoutePath {
    segments = List.copyOf(segments);
  }

  /** Reads a path; slashes at its ends and doubled ones mean nothing. */
  public static RoutePath parse(String path) {
    return new RoutePath(
        List.of(path.split("/")).stream().filter(segment -> !segment.isEmpty()).toList());
  }

  /** The path without slashes at the ends; empty for the root. */
  public String text() {
    return String.join("/", segments);
  }
}
