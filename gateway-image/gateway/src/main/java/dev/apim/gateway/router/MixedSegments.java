package dev.apim.gateway.router;

import dev.apim.policy.UrlTemplate.Segment;
import java.util.List;

/** Matches segments of texts and parameters; each parameter is as short as it can be. */
final class MixedSegments {

  private MixedSegments() {}

  /** Adds the values of the parameters where it fits; some of them perhaps where it does not. */
  static boolean match(Segment template, String segment, List<String> values) {
    List<String> texts = template.texts();
    if (!segment.startsWith(texts.get(0))) {
      return false;
    }
    int at = texts.get(0).length();
    int last = texts.size() - 1;
    for (int i = 1; i < last; i++) {
      int found = segment.indexOf(texts.get(i), at + 1);
      if (found < 0) {
        return false;
      }
      values.add(segment.substring(at, found));
      at = found + texts.get(i).length();
    }
    int end = segment.length() - texts.get(last).length();
    if (end <= at || !segment.endsWith(texts.get(last))) {
      return false;
    }
    values.add(segment.substring(at, end));
    return true;
  }
}
