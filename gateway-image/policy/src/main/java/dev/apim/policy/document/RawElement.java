package dev.apim.policy.document;

import java.util.ArrayList;
import java.util.List;

/** An element while it is being read. */
final class RawElement {
  final int start;
  final List<RawAttribute> attributes = new ArrayList<>();
  final List<RawElement> children = new ArrayList<>();
  final List<RawText> texts = new ArrayList<>();
  String name;
  int contentStart;

  RawElement(int start) {
    this.start = start;
  }

  void add(int from, int to, TextKind kind) {
    if (to > from) {
      texts.add(new RawText(from, to, kind, null));
    }
  }
}
