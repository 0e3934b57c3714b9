package dev.apim.policy.liquid;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what stands between the braces of an output or a tag. */
final class MarkupReader {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(\"[^\"]*\"|'[^']*')|(-?\\d+\\.\\d+|-?\\d+)(?![.\\w])|(-?\\d+)(?=\\.\\.)"
              + "|([A-Za-z_][A-Za-z0-9_-]*\\??)|(\\.\\.|==|!=|<>|<=|>=|[<>|:,.()\\[\\]=]))");

  private static final Set<String> OPERATORS =
      Set.of("==", "!=", "<>", "<", ">", "<=", ">=", "contains");

  private static final int DEEPEST = 30;

  private final String text;
  private final int start;
  private final Matcher matcher;
  private int at;
  private int depth;

  /**
   * A reader.
   *
   * @param start where the text stands in its template
   */
  MarkupReader(String text, int start) {
    this.text = text;
    this.start = start;
    this.matcher = TOKEN.matcher(text);
  }

  LiquidException problem(String message) {
    return new LiquidException(start + Math.min(at, text.length()), message);
  }

  private String rest() {
    return text.substring(at).strip();
  }

  boolean isAtEnd() {
    return rest().isEmpty();
  }

  void end() throws LiquidException {
    if (!isAtEnd()) {
      throw problem("'" + rest() + "' is not expected there");
    }
  }

  /** The next token, which stays; empty at the end. */
  private String peek() throws LiquidException {
    if (isAtEnd()) {
      return "";
    }
    if (!matcher.region(at, text.length()).lookingAt()) {
      throw problem("'" + rest() + "' cannot be read");
    }
    return matcher.group().strip();
  }

  boolean take(String token) throws LiquidException {
    if (!peek().equals(token)) {
      return false;
    }
    at = matcher.end();
    return true;
  }

  void expect(String token) throws LiquidException {
    if (!take(token)) {
      throw problem("'" + token + "' is expected there");
    }
  }

  private String next() throws LiquidException {
    String token = peek();
    if (token.isEmpty()) {
      throw problem("something is missing at the end");
    }
    at = matcher.end();
    return token;
  }

  String word() throws LiquidException {
    String word = peek();
    if (word.isEmpty() || matcher.group(4) == null) {
      throw problem("a name is expected there");
    }
    at = matcher.end();
    return word;
  }

  /** A value with its filters. */
  Operand filtered() throws LiquidException {
    Operand value = operand();
    while (take("|")) {
      int place = at;
      String name = word();
      Filters.Filter filter = Filters.find(name);
      if (filter == null) {
        at = place;
        throw problem("there is no filter '" + name + "'");
      }
      List<Operand> arguments = new ArrayList<>();
      if (take(":")) {
        do {
          arguments.add(operand());
        } while (take(","));
      }
      value = new Operand.Filtered(value, filter, arguments);
    }
    return value;
  }

  /** Comparisons joined by and and or, of which the last is looked at first. */
  Operand condition() throws LiquidException {
    enter();
    Operand left = comparison();
    boolean and = peek().equals("and");
    Operand condition = take("and") || take("or") ? new Operand.Both(left, and, condition()) : left;
    depth--;
    return condition;
  }

  private void enter() throws LiquidException {
    if (++depth > DEEPEST) {
      throw problem("it is nested too deeply");
    }
  }

  private Operand comparison() throws LiquidException {
    Operand left = operand();
    String operator = peek();
    if (!OPERATORS.contains(operator)) {
      return left;
    }
    next();
    return new Operand.Comparison(left, operator, operand());
  }

  Operand operand() throws LiquidException {
    enter();
    Operand operand = value();
    depth--;
    return operand;
  }

  private Operand value() throws LiquidException {
    String token = next();
    if (matcher.group(1) != null) {
      return new Operand.Constant(token.substring(1, token.length() - 1));
    }
    if (matcher.group(2) != null || matcher.group(3) != null) {
      return new Operand.Constant(
          token.contains(".") ? (Object) new BigDecimal(token) : number(token));
    }
    if (token.equals("(")) {
      Operand from = operand();
      expect("..");
      Operand to = operand();
      expect(")");
      return new Operand.Range(from, to);
    }
    if (!Character.isLetter(token.charAt(0)) && token.charAt(0) != '_') {
      throw problem("a value is expected before '" + token + "'");
    }
    return switch (token) {
      case "true" -> new Operand.Constant(true);
      case "false" -> new Operand.Constant(false);
      case "nil", "null" -> new Operand.Constant(null);
      case "empty", "blank" -> new Operand.Constant(Values.EMPTY);
      default -> new Operand.Path(token, steps());
    };
  }

  private Object number(String token) throws LiquidException {
    try {
      return Long.valueOf(token);
    } catch (NumberFormatException e) {
      throw problem("'" + token + "' is too large");
    }
  }

  private List<Operand> steps() throws LiquidException {
    List<Operand> steps = new ArrayList<>();
    while (true) {
      if (take("[")) {
        steps.add(operand());
        expect("]");
      } else if (take(".")) {
        steps.add(new Operand.Constant(word()));
      } else {
        return steps;
      }
    }
  }
}
