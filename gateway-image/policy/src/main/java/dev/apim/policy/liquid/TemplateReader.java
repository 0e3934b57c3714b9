package dev.apim.policy.liquid;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the pieces of a template and puts blocks together. */
final class TemplateReader {

  private static final int DEEPEST = 50;
  private static final Pattern NAME = Pattern.compile("\\s*([A-Za-z_]+)");

  private final String text;
  private int at;
  private int depth;
  private boolean trims;
  private Piece ending;

  /** A tag: its name, and what stands behind it. */
  private record Piece(String name, String rest, int start, int restStart) {
    MarkupReader reader() {
      return new MarkupReader(rest, restStart);
    }
  }

  TemplateReader(String text) {
    this.text = text;
  }

  List<Node> read() throws LiquidException {
    return block(null, Set.of());
  }

  private LiquidException problem(int offset, String message) {
    return new LiquidException(offset, message);
  }

  /** Nodes until one of the tags that end them, which is left in {@code ending}. */
  private List<Node> block(Piece opened, Set<String> ends) throws LiquidException {
    if (++depth > DEEPEST) {
      throw problem(at, "tags are nested too deeply");
    }
    List<Node> nodes = new ArrayList<>();
    boolean ended = false;
    while (!ended) {
      int output = text.indexOf("{{", at);
      int tag = text.indexOf("{%", at);
      int next = output < 0 ? tag : tag < 0 ? output : Math.min(output, tag);
      words(nodes, next < 0 ? text.length() : next, next >= 0 && text.startsWith("-", next + 2));
      if (next < 0) {
        atEnd(opened);
        ended = true;
      } else if (next == output) {
        nodes.add(output(next));
      } else {
        ending = tag(next);
        ended = ends.contains(ending.name);
        if (!ended) {
          node(ending, nodes);
        }
      }
    }
    depth--;
    return nodes;
  }

  private void atEnd(Piece opened) throws LiquidException {
    if (opened != null) {
      throw problem(opened.start, "'" + opened.name + "' is not ended");
    }
  }

  private void words(List<Node> nodes, int end, boolean trimsBefore) {
    String words = text.substring(at, end);
    if (trims) {
      words = words.stripLeading();
    }
    if (trimsBefore) {
      words = words.stripTrailing();
    }
    trims = false;
    if (!words.isEmpty()) {
      nodes.add(new Node.Words(words));
    }
  }

  /** What stands between the marks from {@code start} on. */
  private String inside(int start, String end) throws LiquidException {
    int close = text.indexOf(end, start + 2);
    if (close < 0) {
      throw problem(start, "'" + text.substring(start, start + 2) + "' is not closed");
    }
    at = close + 2;
    trims = text.charAt(close - 1) == '-' && close - 1 >= start + 2;
    return text.substring(start + 2, trims ? close - 1 : close);
  }

  private static int dash(String inside) {
    return inside.startsWith("-") ? 1 : 0;
  }

  private Node output(int start) throws LiquidException {
    String inside = inside(start, "}}");
    int skip = dash(inside);
    MarkupReader reader = new MarkupReader(inside.substring(skip), start + 2 + skip);
    Operand value = reader.filtered();
    reader.end();
    return new Node.Output(value);
  }

  private Piece tag(int start) throws LiquidException {
    String inside = inside(start, "%}");
    int skip = dash(inside);
    Matcher name = NAME.matcher(inside.substring(skip));
    if (!name.lookingAt()) {
      throw problem(start, "a tag has no name");
    }
    int restStart = skip + name.end();
    return new Piece(name.group(1), inside.substring(restStart), start, start + 2 + restStart);
  }

  private void node(Piece piece, List<Node> nodes) throws LiquidException {
    switch (piece.name) {
      case "if" -> nodes.add(choice(piece, false, "endif"));
      case "unless" -> nodes.add(choice(piece, true, "endunless"));
      case "case" -> nodes.add(cases(piece));
      case "for" -> nodes.add(loop(piece));
      case "assign" -> nodes.add(assign(piece));
      case "capture" -> nodes.add(capture(piece));
      case "cycle" -> nodes.add(cycle(piece));
      case "break" -> nodes.add(new Node.Jump(Rendering.Leave.LOOP));
      case "continue" -> nodes.add(new Node.Jump(Rendering.Leave.TURN));
      case "increment" -> nodes.add(new Node.Counter(piece.reader().word(), 1));
      case "decrement" -> nodes.add(new Node.Counter(piece.reader().word(), -1));
      case "raw" -> nodes.add(new Node.Words(verbatim(piece)));
      case "comment" -> verbatim(piece);
      default -> throw problem(piece.start, "there is no tag '" + piece.name + "'");
    }
  }

  /** The text until the end of a tag, whatever stands in it. */
  private String verbatim(Piece piece) throws LiquidException {
    Matcher end = Pattern.compile("\\{%-?\\s*end" + piece.name + "\\s*-?%\\}").matcher(text);
    if (!end.find(at)) {
      throw problem(piece.start, "'" + piece.name + "' is not ended");
    }
    String verbatim = text.substring(at, end.start());
    at = end.end();
    trims = end.group().endsWith("-%}");
    return verbatim;
  }

  private Operand condition(Piece piece) throws LiquidException {
    MarkupReader reader = piece.reader();
    Operand condition = reader.condition();
    reader.end();
    return condition;
  }

  private Node choice(Piece piece, boolean negated, String end) throws LiquidException {
    List<Node.Branch> branches = new ArrayList<>();
    Operand first = condition(piece);
    Operand condition = negated ? rendering -> !Values.isTrue(first.value(rendering)) : first;
    while (true) {
      List<Node> body = block(piece, Set.of("elsif", "else", end));
      branches.add(new Node.Branch(condition, body));
      if (ending.name.equals(end)) {
        return new Node.Choice(branches);
      }
      condition = ending.name.equals("elsif") ? condition(ending) : null;
    }
  }

  private Node cases(Piece piece) throws LiquidException {
    MarkupReader reader = piece.reader();
    Operand value = reader.operand();
    reader.end();
    block(piece, Set.of("when", "else", "endcase"));
    List<Node.Branch> branches = new ArrayList<>();
    while (!ending.name.equals("endcase")) {
      Operand condition = ending.name.equals("else") ? null : oneOf(value, ending.reader());
      List<Node> body = block(piece, Set.of("when", "else", "endcase"));
      branches.add(new Node.Branch(condition, body));
    }
    return new Node.Choice(branches);
  }

  private static Operand oneOf(Operand value, MarkupReader reader) throws LiquidException {
    Operand condition = new Operand.Comparison(value, "==", reader.operand());
    while (reader.take(",") || reader.take("or")) {
      condition =
          new Operand.Both(condition, false, new Operand.Comparison(value, "==", reader.operand()));
    }
    reader.end();
    return condition;
  }

  private Node loop(Piece piece) throws LiquidException {
    MarkupReader reader = piece.reader();
    String name = reader.word();
    reader.expect("in");
    Operand source = reader.operand();
    boolean reversed = false;
    Operand limit = null;
    Operand offset = null;
    while (!reader.isAtEnd()) {
      String option = reader.word();
      switch (option) {
        case "reversed" -> reversed = true;
        case "limit" -> limit = option(reader);
        case "offset" -> offset = option(reader);
        default -> throw reader.problem("a loop has no option '" + option + "'");
      }
      reader.take(",");
    }
    List<Node> body = block(piece, Set.of("else", "endfor"));
    boolean hasElse = ending.name.equals("else");
    List<Node> otherwise = hasElse ? block(piece, Set.of("endfor")) : List.of();
    return new Loop(name, source, limit, offset, reversed, body, otherwise);
  }

  private static Operand option(MarkupReader reader) throws LiquidException {
    reader.expect(":");
    return reader.operand();
  }

  private static Node assign(Piece piece) throws LiquidException {
    MarkupReader reader = piece.reader();
    String name = reader.word();
    reader.expect("=");
    Operand value = reader.filtered();
    reader.end();
    return new Node.Assign(name, value);
  }

  private Node capture(Piece piece) throws LiquidException {
    MarkupReader reader = piece.reader();
    String name = reader.word();
    reader.end();
    return new Node.Capture(name, block(piece, Set.of("endcapture")));
  }

  private static Node cycle(Piece piece) throws LiquidException {
    MarkupReader reader = piece.reader();
    String group = piece.rest;
    List<Operand> values = new ArrayList<>();
    do {
      values.add(reader.operand());
      if (values.size() == 1 && reader.take(":")) {
        group = piece.rest.substring(0, piece.rest.indexOf(':'));
        values.clear();
        values.add(reader.operand());
      }
    } while (reader.take(","));
    reader.end();
    return new Node.Cycle(group, values);
  }
}
