package dev.apim.policy.document;

import java.util.Arrays;

/**
 * Text taken out of a document, entities decoded, where every character still knows its place in
 * the document. An empty slice has the place at which it would have stood.
 */
public final class Slice {

  private final Source source;
  private final String text;
  private final int[] offsets;
  private final int end;

  private Slice(Source source, String text, int[] offsets, int end) {
    this.source = source;
    this.text = text;
    this.offsets = offsets;
    this.end = end;
  }

  /** A slice whose characters all stand at one place: for text that no author wrote there. */
  public static Slice at(Source source, int offset, String text) {
    int[] offsets = new int[text.length()];
    Arrays.fill(offsets, offset);
    return new Slice(source, text, offsets, offset);
  }

  /** A whole text as its own document. */
  public static Slice of(String document, String text) {
    int[] offsets = new int[text.length()];
    Arrays.setAll(offsets, i -> i);
    return new Slice(new Source(document, text), text, offsets, text.length());
  }

  public String text() {
    return text;
  }

  public Source source() {
    return source;
  }

  /** Where character {@code index} stands in the document. */
  public Position position(int index) {
    return source.position(index < offsets.length ? offsets[Math.max(0, index)] : end);
  }

  public Problem problem(int index, String path, String message) {
    return new Problem(source.name(), position(index), path, message);
  }

  /** The part from {@code from} to {@code to}, exclusive. */
  public Slice part(int from, int to) {
    int last = to < offsets.length ? offsets[to] : end;
    return new Slice(source, text.substring(from, to), Arrays.copyOfRange(offsets, from, to), last);
  }

  /** The same without white space at both ends. */
  public Slice strip() {
    int from = 0;
    int to = text.length();
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return part(from, to);
  }

  /** True where an author means C#: the text begins with {@code @(} or <code>@{</code>. */
  public boolean isExpression() {
    Slice stripped = strip();
    return stripped.text.startsWith("@(") || stripped.text.startsWith("@{");
  }

  /** Collects characters with their places. */
  public static final class Builder {
    private final Source source;
    private final StringBuilder text = new StringBuilder();
    private int[] offsets = new int[64];
    private int end;

    public Builder(Source source, int start) {
      this.source = source;
      this.end = start;
    }

    public Builder append(char c, int offset) {
      if (text.length() == offsets.length) {
        offsets = Arrays.copyOf(offsets, offsets.length * 2);
      }
      offsets[text.length()] = offset;
      text.append(c);
      end = offset + 1;
      return this;
    }

    /** Appends part of another slice with the places it has there. */
    public Builder append(Slice other, int from, int to) {
      for (int i = from; i < to; i++) {
        append(other.text.charAt(i), other.offsets[i]);
      }
      return this;
    }

    /** Appends text that stands for what was at {@code index} of another slice. */
    public Builder replace(Slice other, int index, String replacement) {
      int offset = index < other.offsets.length ? other.offsets[index] : other.end;
      for (int i = 0; i < replacement.length(); i++) {
        append(replacement.charAt(i), offset);
      }
      return this;
    }

    public Slice build() {
      return new Slice(source, text.toString(), Arrays.copyOf(offsets, text.length()), end);
    }
  }
}
