package dev.apim.policy.document;

/** What single characters mean in markup. */
final class Markup {

  private Markup() {}

  static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == ':';
  }

  /** Whether a closing quote before {@code offset} can have been one. */
  static boolean endsValue(String text, int offset) {
    return offset >= text.length()
        || Character.isWhitespace(text.charAt(offset))
        || text.charAt(offset) == '>'
        || text.charAt(offset) == '/'
        || text.charAt(offset) == '?';
  }

  /** Whether a stretch has what well-formed XML would have written as an entity. */
  static boolean isRaw(String text, int from, int end) {
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c == '<' || c == '&' && Entities.length(text, i, end) == 0) {
        return true;
      }
    }
    return false;
  }
}
