package dev.apim.policy.document;

/**
 * Reads a policy document. Such documents are not well-formed XML: attribute values and text hold
 * C# with raw quotes, {@code <} and {@code &&}. Where a value begins with {@code @(} or <code>@{
 * </code> its end is found by C#'s rules; the escaped, well-formed writing is read as well.
 */
public final class DocumentReader {

  /** Larger documents are refused, so that reading has a bound; Azure allows 256 KiB. */
  public static final int MAX_LENGTH = 1 << 20;

  private static final int DEEPEST = 60;
  private static final String VERBATIM_ELEMENT = "set-body";

  private final Source source;
  private final String text;
  private int at;
  private boolean raw;

  private DocumentReader(Source source) {
    this.source = source;
    this.text = source.text();
  }

  /**
   * The tree of a document.
   *
   * @throws DocumentException naming the first place at which the text cannot be a document
   */
  public static Element read(String name, String text) throws DocumentException {
    Source source = new Source(name, text);
    if (text.length() > MAX_LENGTH) {
      throw new DocumentException(
          source.problem(0, "", "the document is longer than " + MAX_LENGTH + " characters"));
    }
    DocumentReader reader = new DocumentReader(source);
    RawElement root = reader.document();
    return new TreeBuilder(source, reader.raw).build(root);
  }

  private RawElement document() throws DocumentException {
    if (text.startsWith("\uFEFF")) {
      at = 1;
    }
    skipMisc();
    if (at >= text.length()) {
      throw failure(at, "the document is empty: it needs a root element");
    }
    if (text.charAt(at) != '<') {
      throw failure(at, "expected '<' of the root element");
    }
    RawElement root = element(0);
    skipMisc();
    if (at < text.length()) {
      throw failure(at, "nothing may follow </" + root.name + ">");
    }
    return root;
  }

  private DocumentException failure(int offset, String message) {
    return new DocumentException(source.problem(offset, "", message));
  }

  private void skipMisc() throws DocumentException {
    while (true) {
      skipSpace();
      if (looking("<!--")) {
        skipTo("-->", "the comment has no closing '-->'");
      } else if (looking("<?")) {
        skipTo("?>", "the processing instruction has no closing '?>'");
      } else if (looking("<!DOCTYPE")) {
        throw failure(at, "a document type is not allowed in a policy document");
      } else {
        return;
      }
    }
  }

  private void skipTo(String end, String message) throws DocumentException {
    int found = text.indexOf(end, at);
    if (found < 0) {
      throw failure(at, message);
    }
    at = found + end.length();
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean looking(String expected) {
    return text.startsWith(expected, at);
  }

  private String name(String what) throws DocumentException {
    int start = at;
    while (at < text.length() && Markup.isNamePart(text.charAt(at))) {
      at++;
    }
    if (start == at) {
      throw failure(at, "expected " + what);
    }
    return text.substring(start, at);
  }

  private RawElement element(int depth) throws DocumentException {
    if (depth > DEEPEST) {
      throw failure(at, "elements are nested more than " + DEEPEST + " deep");
    }
    RawElement element = new RawElement(at);
    at++;
    element.name = name("the name of an element after '<'");
    while (true) {
      skipSpace();
      if (at >= text.length()) {
        throw failure(element.start, "<" + element.name + "> is not closed");
      } else if (looking("/>")) {
        at += 2;
        element.contentStart = at;
        return element;
      } else if (looking(">")) {
        at++;
        element.contentStart = at;
        content(element, depth);
        return element;
      }
      attribute(element);
    }
  }

  private void attribute(RawElement element) throws DocumentException {
    int start = at;
    String name = name("an attribute, '>' or '/>' in <" + element.name + ">");
    if (element.attributes.stream().anyMatch(a -> a.name().equals(name))) {
      throw failure(start, "attribute '" + name + "' is given twice");
    }
    skipSpace();
    if (!looking("=")) {
      throw failure(at, "expected '=' after attribute '" + name + "'");
    }
    at++;
    skipSpace();
    if (!looking("\"") && !looking("'")) {
      throw failure(at, "the value of attribute '" + name + "' must be in quotes");
    }
    element.attributes.add(new RawAttribute(name, start, attributeValue(name)));
  }

  private RawText attributeValue(String name) throws DocumentException {
    char quote = text.charAt(at);
    int opening = at;
    int start = ++at;
    skipSpace();
    boolean expression = looking("@(") || looking("@{");
    int plainEnd = text.indexOf(quote, start);
    if (plainEnd < 0) {
      throw failure(opening, "the value of attribute '" + name + "' has no closing quote");
    }
    if (!expression) {
      at = plainEnd + 1;
      return new RawText(start, plainEnd, TextKind.LITERAL, null);
    }
    int from = at;
    RawText escaped = escapedForm(start, from, plainEnd);
    if (escaped != null) {
      at = plainEnd + 1;
      return escaped;
    }
    return rawForm(name, start, from, quote);
  }

  private RawText escapedForm(int start, int from, int plainEnd) {
    ExpressionScanner scanner = new ExpressionScanner(text, plainEnd);
    int end = scanner.end(from);
    if (end < 0
        || !text.substring(end, plainEnd).isBlank()
        || !Markup.endsValue(text, plainEnd + 1)) {
      return null;
    }
    raw |= Markup.isRaw(text, from, end);
    return new RawText(start, plainEnd, TextKind.EXPRESSION, scanner.insideRawStrings());
  }

  private RawText rawForm(String name, int start, int from, char quote) throws DocumentException {
    ExpressionScanner scanner = new ExpressionScanner(text, text.length());
    int end = scanner.end(from);
    if (end < 0) {
      throw failure(
          Math.min(scanner.stoppedAt(), text.length()),
          "attribute '" + name + "': " + scanner.failure());
    }
    at = end;
    skipSpace();
    if (at >= text.length() || text.charAt(at) != quote) {
      throw failure(at, "expected " + quote + " after the expression in attribute '" + name + "'");
    }
    raw = true;
    at++;
    return new RawText(start, end, TextKind.EXPRESSION, scanner.insideRawStrings());
  }

  private void content(RawElement element, int depth) throws DocumentException {
    if (element.name.equals(VERBATIM_ELEMENT) && verbatim(element)) {
      return;
    }
    while (true) {
      int start = at;
      skipSpace();
      if (looking("@(") || looking("@{")) {
        expressionText(element, start);
      } else if (at >= text.length()) {
        throw failure(element.start, "<" + element.name + "> is not closed");
      } else if (looking("</")) {
        element.add(start, at, TextKind.LITERAL);
        endTag(element);
        return;
      } else if (text.charAt(at) == '<') {
        element.add(start, at, TextKind.LITERAL);
        markup(element, depth);
      } else {
        int next = text.indexOf('<', at);
        at = next < 0 ? text.length() : next;
        element.add(start, at, TextKind.LITERAL);
      }
    }
  }

  private void markup(RawElement element, int depth) throws DocumentException {
    if (looking("<!--")) {
      skipTo("-->", "the comment has no closing '-->'");
    } else if (looking("<![CDATA[")) {
      int start = at + 9;
      skipTo("]]>", "the CDATA section has no closing ']]>'");
      element.add(start, at - 3, TextKind.CDATA);
    } else if (looking("<?")) {
      skipTo("?>", "the processing instruction has no closing '?>'");
    } else {
      element.children.add(element(depth + 1));
    }
  }

  private void expressionText(RawElement element, int start) throws DocumentException {
    ExpressionScanner scanner = new ExpressionScanner(text, text.length());
    int end = scanner.end(at);
    if (end < 0) {
      throw failure(
          Math.min(scanner.stoppedAt(), text.length()),
          "<" + element.name + ">: " + scanner.failure());
    }
    raw |= Markup.isRaw(text, at, end);
    element.texts.add(new RawText(start, end, TextKind.EXPRESSION, scanner.insideRawStrings()));
    at = end;
  }

  /**
   * A body may hold any text, XML and templates too: it ends at its end tag, whatever is inside.
   */
  private boolean verbatim(RawElement element) throws DocumentException {
    int start = at;
    skipMisc();
    boolean structured = looking("@(") || looking("@{") || looking("<![CDATA[") || looking("</");
    at = start;
    if (structured) {
      return false;
    }
    int end = text.indexOf("</" + element.name, at);
    if (end < 0) {
      throw failure(element.start, "<" + element.name + "> is not closed");
    }
    boolean markup = text.substring(start, end).indexOf('<') >= 0;
    element.add(start, end, markup ? TextKind.CDATA : TextKind.LITERAL);
    at = end;
    endTag(element);
    return true;
  }

  private void endTag(RawElement element) throws DocumentException {
    int start = at;
    at += 2;
    String name = name("a name after '</'");
    skipSpace();
    if (!name.equals(element.name)) {
      throw failure(
          start, "</" + name + "> closes <" + element.name + ">, opened " + where(element));
    }
    if (!looking(">")) {
      throw failure(at, "expected '>' of </" + name + ">");
    }
    at++;
  }

  private String where(RawElement element) {
    return "on line " + source.position(element.start).line();
  }
}
