package dev.apim.operator.domain;

import java.util.List;

/** Lists of which a message has room for the first few. */
public final class Excerpt {

  private Excerpt() {}

  /**
   * The first texts, and how many more there are.
   *
   * @param most how many are told
   * @param separator stands between two
   */
  public static String of(List<String> texts, int most, String separator) {
    int more = texts.size() - most;
    return String.join(separator, texts.subList(0, Math.min(most, texts.size())))
        + (more > 0 ? separator + "and " + more + " more" : "");
  }
}
