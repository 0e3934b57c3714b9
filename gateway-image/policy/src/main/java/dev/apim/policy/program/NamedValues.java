package dev.apim.policy.program;

import dev.apim.policy.document.Slice;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts named values where a document says <code>{{name}}</code>; places in messages stay right. */
public final class NamedValues {

  /** Templates have braces of their own: named values are not put into them. */
  private static final Pattern TEMPLATE =
      Pattern.compile("(?s)<set-body\\s[^>]*template\\s*=\\s*[\"']liquid[\"'].*?</set-body>");

  private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9._-]+)\\s*\\}\\}");

  private final Map<String, String> values;
  private final Set<String> secrets;
  private final boolean complete;

  private NamedValues(Map<String, String> values, Set<String> secrets, boolean complete) {
    this.values = Map.copyOf(values);
    this.secrets = Set.copyOf(secrets);
    this.complete = complete;
  }

  /** All values there are: a reference to another is an error. */
  public static NamedValues of(Map<String, String> values) {
    return new NamedValues(values, Set.of(), true);
  }

  /**
   * All values there are, some of which no message may show.
   *
   * @param secrets names of those
   */
  public static NamedValues of(Map<String, String> values, Set<String> secrets) {
    return new NamedValues(values, secrets, true);
  }

  /** Names that a text refers to, whether or not there are such values. */
  public static Set<String> references(String text) {
    Set<String> names = new TreeSet<>();
    boolean templates = text.contains("liquid");
    Matcher references =
        REFERENCE.matcher(templates ? TEMPLATE.matcher(text).replaceAll("") : text);
    while (references.find()) {
      names.add(references.group(1));
    }
    return names;
  }

  /** A text with the values that are known in their places; others stay as they stand. */
  public static String fill(String text, Map<String, String> values) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Set<String> names() {
    return values.keySet();
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Whether all values there are are known. */
  boolean isComplete() {
    return complete;
  }

  /** Whether the text has a value in it that no message may show. */
  boolean isSecret(String text) {
    return !secrets.isEmpty() && references(text).stream().anyMatch(secrets::contains);
  }

  /** Nothing is known: references stay as they stand. */
  public static NamedValues unknown() {
    return new NamedValues(Map.of(), Set.of(), false);
  }

  Slice apply(Slice text, Consumer<String> unknown) {
    if (!text.text().contains("{{")) {
      return text;
    }
    Matcher references = REFERENCE.matcher(text.text());
    Slice.Builder result = new Slice.Builder(text.source(), 0);
    int from = 0;
    while (references.find()) {
      String value = values.get(references.group(1));
      if (value == null && complete) {
        unknown.accept(references.group(1));
      }
      if (value == null) {
        value = standIn(text, references.start());
      }
      if (value == null) {
        continue;
      }
      result.append(text, from, references.start());
      result.replace(text, references.start(), value);
      from = references.end();
    }
    return from == 0 ? text : result.append(text, from, text.text().length()).build();
  }

  /** In C# outside strings something must stand for an unknown value: null of any type. */
  private static String standIn(Slice text, int at) {
    return text.isExpression() && !insideString(text.text(), at) ? "default(dynamic)" : null;
  }

  private static boolean insideString(String text, int at) {
    boolean inside = false;
    boolean verbatim = false;
    for (int i = 0; i < at; i++) {
      char c = text.charAt(i);
      if (c == '"') {
        verbatim = !inside && i > 0 && (text.charAt(i - 1) == '@' || text.startsWith("@$", i - 2));
        inside = !inside;
      } else if (c == '\\' && inside && !verbatim) {
        i++;
      }
    }
    return inside;
  }

  /** True where it is not known before there is a request, or a value, what stands there. */
  static boolean isUndecided(Slice text) {
    return text.isExpression() || isOpen(text.text());
  }

  /** True where a text holds a reference that could not be filled in. */
  static boolean isOpen(String text) {
    return REFERENCE.matcher(text).find();
  }
}
