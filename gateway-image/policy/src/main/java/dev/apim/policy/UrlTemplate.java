package dev.apim.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The template of an operation, taken apart once: segments of texts and {@code {parameters}}, a
 * wildcard at the end, and what the query must hold. A slash at the end means nothing.
 *
 * @param segments what the path must have, in order
 * @param rest name under which a wildcard at the end is known, empty for {@code *}; null where the
 *     path must end with the segments
 * @param query what the query must have
 */
public record UrlTemplate(List<Segment> segments, String rest, List<Condition> query) {

  /** Copies the lists. */
  public UrlTemplate {
    segments = List.copyOf(segments);
    query = List.copyOf(query);
  }

  /**
   * A segment: a text, then a parameter, then a text, and so on; texts in their normal form.
   *
   * @param texts one more than there are parameters; those at the ends may be empty
   * @param parameters names
   */
  public record Segment(List<String> texts, List<String> parameters) {

    /** Copies the lists. */
    public Segment {
      texts = List.copyOf(texts);
      parameters = List.copyOf(parameters);
    }

    /** Whether it is a text alone. */
    public boolean isLiteral() {
      return parameters.isEmpty();
    }

    /** Whether it is a parameter alone. */
    public boolean isParameter() {
      return parameters.size() == 1 && texts.stream().allMatch(String::isEmpty);
    }
  }

  /**
   * What a parameter of the query must be.
   *
   * @param key its name
   * @param value the value that it must have; null where any will do
   * @param parameter the name under which the value is known; null where it is not
   */
  public record Condition(String key, String value, String parameter) {}

  /**
   * Takes a template apart.
   *
   * @throws InvalidTemplateException where it is none
   */
  public static UrlTemplate parse(String template) {
    if (template == null || !template.startsWith("/")) {
      throw new InvalidTemplateException(template, "does not begin with a slash");
    }
    if (template.indexOf('#') >= 0) {
      throw new InvalidTemplateException(template, "has a fragment");
    }
    Set<String> names = new HashSet<>();
    int question = template.indexOf('?');
    String path = question < 0 ? template : template.substring(0, question);
    List<Segment> segments = new ArrayList<>();
    String rest = null;
    String[] parts = path.substring(1).split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (parts[i].isEmpty() && !last) {
        throw new InvalidTemplateException(template, "has an empty segment");
      }
      if (parts[i].equals("*") || parts[i].startsWith("{*")) {
        rest = rest(template, parts[i], last, names);
      } else if (!parts[i].isEmpty()) {
        segments.add(TemplateReader.segment(template, parts[i], names));
      }
    }
    String query = question < 0 ? "" : template.substring(question + 1);
    return new UrlTemplate(segments, rest, TemplateReader.query(template, query, names));
  }

  private static String rest(String template, String part, boolean last, Set<String> names) {
    if (!last) {
      throw new InvalidTemplateException(template, "has a wildcard that is not at the end");
    }
    if (part.equals("*")) {
      return "";
    }
    if (!part.endsWith("}")) {
      throw new InvalidTemplateException(template, "has a wildcard that is neither * nor {*name}");
    }
    return TemplateReader.name(template, part.substring(2, part.length() - 1), names);
  }

  /** The same for templates that no request can tell apart: names of parameters are left out. */
  public String shape() {
    StringBuilder shape = new StringBuilder();
    for (Segment segment : segments) {
      shape.append('/').append(String.join("{}", segment.texts()));
    }
    if (rest != null) {
      shape.append("/*");
    }
    query.stream()
        .map(c -> "&" + c.key() + (c.value() == null ? "" : "=" + c.value()))
        .sorted()
        .forEach(shape::append);
    return shape.toString();
  }

  /** The names of all parameters of the path in their order, that of the wildcard last. */
  public List<String> pathParameters() {
    List<String> names = new ArrayList<>();
    segments.forEach(segment -> names.addAll(segment.parameters()));
    if (rest != null && !rest.isEmpty()) {
      names.add(rest);
    }
    return names;
  }
}
