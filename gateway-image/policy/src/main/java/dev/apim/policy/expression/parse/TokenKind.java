package dev.apim.policy.expression.parse;

/** What a token is; keywords are names, since C# gives most of them a meaning only in place. */
enum TokenKind {
  NAME,
  NUMBER,
  STRING,
  INTERPOLATED,
  CHARACTER,
  OPERATOR,
  END
}
