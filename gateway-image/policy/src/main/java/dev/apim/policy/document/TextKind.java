package dev.apim.policy.document;

/** How a stretch of a document is to be decoded. */
enum TextKind {
  LITERAL,
  CDATA,
  EXPRESSION
}
