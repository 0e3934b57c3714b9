package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.type.Callable;
import dev.apim.policy.expression.type.EnumValue;
import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions, bounded in what they may look at. */
final class RegexLibrary {

  private static final int LONGEST_PATTERN = 10_000;

  private RegexLibrary() {}

  /** A match, or none; groups by number and name. */
  record Match(Pattern pattern, MatchResult result) {
    Group group(Object key) {
      if (result == null) {
        return new Group(null, 0);
      }
      try {
        int index = key instanceof Integer i ? i : number((String) key);
        return index < 0 || index > result.groupCount()
            ? new Group(null, 0)
            : new Group(result.group(index), Math.max(0, result.start(index)));
      } catch (IllegalArgumentException e) {
        return new Group(null, 0);
      }
    }

    private int number(String name) {
      if (name.matches("\\d{1,4}")) {
        return Integer.parseInt(name);
      }
      Matcher names =
          Pattern.compile("\\\\.|\\((?:\\?<([a-zA-Z]\\w*)>|(?!\\?))").matcher(pattern.pattern());
      int index = 0;
      while (names.find()) {
        if (names.group().startsWith("(")) {
          index++;
          if (name.replace("_", "").equals(names.group(1))) {
            return index;
          }
        }
      }
      return -1;
    }

    @Override
    public String toString() {
      return result == null ? "" : result.group();
    }
  }

  record Group(String value, int index) {
    @Override
    public String toString() {
      return value == null ? "" : value;
    }
  }

  static void declare(Library.Builder library) {
    library
        .enumeration(
            "RegexOptions",
            List.of(
                option("None", 0),
                option("IgnoreCase", 1),
                option("Multiline", 2),
                option("ExplicitCapture", 4),
                option("Compiled", 8),
                option("Singleline", 16),
                option("IgnorePatternWhitespace", 32),
                option("RightToLeft", 64),
                option("ECMAScript", 256),
                option("CultureInvariant", 512)))
        .type("class Regex", Pattern.class);
    regexes(library);
    forms(library, "bool", "IsMatch", m -> m.find());
    forms(
        library,
        "Match",
        "Match",
        m -> new Match(m.pattern(), m.find() ? m.toMatchResult() : null));
    forms(library, "List<Match>", "Matches", RegexLibrary::all);
    replacements(library);
    results(library);
  }

  private static void regexes(Library.Builder library) {
    library
        .type("class Group", v -> v instanceof Group || v instanceof Match)
        .type("class Match : Group", Match.class)
        .add("new Regex(string)", p -> compile(text(p), 0))
        .add("new Regex(string, RegexOptions)", (p, o) -> compile(text(p), Values.ordinal(o)))
        .add(
            "new Regex(string, RegexOptions, TimeSpan)",
            (p, o, t) -> compile(text(p), Values.ordinal(o)));
  }

  private static EnumValue option(String name, int bit) {
    return new EnumValue("RegexOptions", name, bit);
  }

  /** Java's and .NET's patterns agree but for the writing of named groups. */
  static Pattern compile(String pattern, int options) {
    if (pattern.length() > LONGEST_PATTERN) {
      throw new Fault("ArgumentException", "The regular expression is too long.");
    }
    int flags =
        ((options & 1) != 0 ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0)
            | ((options & 2) != 0 ? Pattern.MULTILINE : 0)
            | ((options & 16) != 0 ? Pattern.DOTALL : 0)
            | ((options & 32) != 0 ? Pattern.COMMENTS : 0);
    try {
      return Pattern.compile(names(pattern), flags);
    } catch (PatternSyntaxException e) {
      throw new Fault(
          "ArgumentException", "Invalid pattern '" + pattern + "': " + e.getDescription());
    } catch (StackOverflowError e) {
      throw new Fault("ArgumentException", "The regular expression is nested too deeply.");
    }
  }

  /** Names of groups without underscores, which Java does not take. */
  private static String names(String pattern) {
    Matcher groups = Pattern.compile("(\\(\\?|\\\\k)[<']([A-Za-z]\\w*)[>']").matcher(pattern);
    return groups.replaceAll(
        m -> Matcher.quoteReplacement(m.group(1) + "<" + m.group(2).replace("_", "") + ">"));
  }

  /** A regular expression at work on a text, paid for by what it looks at. */
  private record Search(Evaluation evaluation, Pattern pattern, String text) {
    static Search of(Evaluation evaluation, Object pattern, Object text) {
      return new Search(evaluation, (Pattern) pattern, Values.required(text, "input"));
    }

    /** Java's matcher recurses: what overflows its stack took too long. */
    Object run(Function<Matcher, Object> code) {
      try {
        return code.apply(
            pattern.matcher(new BoundedText(text, pattern.pattern().length(), evaluation)));
      } catch (StackOverflowError e) {
        throw new Fault("RegexMatchTimeoutException", "The regular expression takes too long.");
      }
    }
  }

  private static void forms(
      Library.Builder library, String result, String name, Function<Matcher, Object> code) {
    String head = "static " + result + " Regex." + name;
    library
        .with(
            head + "(string input, string pattern)",
            (e, a) -> Search.of(e, compile(text(a[1]), 0), a[0]).run(code))
        .with(
            head + "(string input, string pattern, RegexOptions options)",
            (e, a) -> Search.of(e, compile(text(a[1]), Values.ordinal(a[2])), a[0]).run(code))
        .with(
            head + "(string input, string pattern, RegexOptions options, TimeSpan timeout)",
            (e, a) -> Search.of(e, compile(text(a[1]), Values.ordinal(a[2])), a[0]).run(code))
        .with(result + " Regex." + name + "(string)", (e, a) -> Search.of(e, a[0], a[1]).run(code));
  }

  private static List<Object> all(Matcher matcher) {
    List<Object> matches = new ArrayList<>();
    while (matcher.find()) {
      matches.add(new Match(matcher.pattern(), matcher.toMatchResult()));
    }
    return matches;
  }

  private static void replacements(Library.Builder library) {
    library
        .with(
            "static string Regex.Replace(string input, string pattern, string replacement)",
            (e, a) -> replace(Search.of(e, compile(text(a[1]), 0), a[0]), text(a[2])))
        .with(
            "static string Regex.Replace(string input, string pattern, string replacement, RegexOptions options)",
            (e, a) ->
                replace(Search.of(e, compile(text(a[1]), Values.ordinal(a[3])), a[0]), text(a[2])))
        .with(
            "static string Regex.Replace(string input, string pattern, Func<Match,string> evaluator)",
            (e, a) -> evaluate(Search.of(e, compile(text(a[1]), 0), a[0]), a[2]))
        .with(
            "static string Regex.Replace(string input, string pattern, Func<Match,string> evaluator, RegexOptions options)",
            (e, a) -> evaluate(Search.of(e, compile(text(a[1]), Values.ordinal(a[3])), a[0]), a[2]))
        .with(
            "string Regex.Replace(string, string)",
            (e, a) -> replace(Search.of(e, a[0], a[1]), text(a[2])))
        .with(
            "string Regex.Replace(string, Func<Match,string> evaluator)",
            (e, a) -> evaluate(Search.of(e, a[0], a[1]), a[2]));
    texts(library);
  }

  private static void texts(Library.Builder library) {
    library
        .with(
            "static string[] Regex.Split(string, string)",
            (e, a) -> split(Search.of(e, compile(text(a[1]), 0), a[0])))
        .with(
            "static string[] Regex.Split(string, string, RegexOptions)",
            (e, a) -> split(Search.of(e, compile(text(a[1]), Values.ordinal(a[2])), a[0])))
        .with("string[] Regex.Split(string)", (e, a) -> split(Search.of(e, a[0], a[1])))
        .add(
            "static string Regex.Escape(string)",
            t -> text(t).replaceAll("[\\\\*+?|{\\[()^$.# ]", "\\\\$0"))
        .add("static string Regex.Unescape(string)", t -> text(t).replaceAll("\\\\(.)", "$1"));
  }

  private static Object split(Search search) {
    return search.run(m -> parts(m, search.text));
  }

  private static Object[] parts(Matcher matcher, String text) {
    List<Object> parts = new ArrayList<>();
    int from = 0;
    while (matcher.find()) {
      parts.add(text.substring(from, matcher.start()));
      for (int i = 1; i <= matcher.groupCount(); i++) {
        if (matcher.group(i) != null) {
          parts.add(matcher.group(i));
        }
      }
      from = matcher.end();
    }
    parts.add(text.substring(from));
    return parts.toArray();
  }

  private static Object replace(Search search, String replacement) {
    String java =
        replacement
            .replace("\\", "\\\\")
            .replace("$$", "\\$")
            .replaceAll("\\$\\{(\\d+)\\}", "\\$$1");
    String plain = java.replaceAll("\\$(?![\\d{])", "\\\\\\$").replace("\\\\$", "\\$");
    return search.run(m -> replaced(m, match -> plain));
  }

  private static Object evaluate(Search search, Object function) {
    return search.run(
        m ->
            replaced(
                m,
                match ->
                    Matcher.quoteReplacement(
                        Formats.text(
                            ((Callable) function).call(new Match(search.pattern, match))))));
  }

  /** Every match replaced; the text is measured as it grows. */
  private static String replaced(Matcher matcher, Function<MatchResult, String> replacement) {
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(result, replacement.apply(matcher.toMatchResult()));
      Formats.checkLength(result.length());
    }
    matcher.appendTail(result);
    Formats.checkLength(result.length());
    return result.toString();
  }

  private static void results(Library.Builder library) {
    library
        .add(
            "bool Group.Success",
            g -> g instanceof Match m ? m.result() != null : ((Group) g).value() != null)
        .add("string Group.Value", Object::toString)
        .add(
            "int Group.Index",
            g ->
                g instanceof Match m
                    ? m.result() == null ? 0 : m.result().start()
                    : ((Group) g).index())
        .add("int Group.Length", g -> g.toString().length())
        .type("class GroupCollection", Match.class)
        .add("GroupCollection Match.Groups", m -> m)
        .add("Group GroupCollection.this[int]", (m, i) -> ((Match) m).group(i))
        .add("Group GroupCollection.this[string]", (m, i) -> ((Match) m).group(i))
        .add(
            "int GroupCollection.Count",
            m -> ((Match) m).result() == null ? 1 : ((Match) m).result().groupCount() + 1);
  }
}
