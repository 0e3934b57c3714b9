package dev.apim.policy.document;

import java.util.BitSet;

/** A stretch of a document; {@code insideStrings} marks C# strings with raw quotes, or is null. */
record RawText(int start, int end, TextKind kind, BitSet insideStrings) {}
