package dev.apim.policy.document;

import java.util.Arrays;

/** The text of one document, able to tell line and column of any offset. */
public final class Source {

  private final String name;
  private final String text;
  private final int[] lineStarts;

  public Source(String name, String text) {
    this.name = name;
    this.text = text;
    this.lineStarts = findLineStarts(text);
  }

  private static int[] findLineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** Line and column of an offset; offsets past the end count as the end. */
  public Position position(int offset) {
    int clamped = Math.max(0, Math.min(offset, text.length()));
    int found = Arrays.binarySearch(lineStarts, clamped);
    int line = found >= 0 ? found : -found - 2;
    return new Position(line + 1, clamped - lineStarts[line] + 1);
  }

  Problem problem(int offset, String path, String message) {
    return new Problem(name, position(offset), path, message);
  }
}
