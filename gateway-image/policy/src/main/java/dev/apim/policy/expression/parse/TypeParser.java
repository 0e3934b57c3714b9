package dev.apim.policy.expression.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads types; tries where only what follows tells whether it was one. */
final class TypeParser {

  static final Set<String> PREDEFINED =
      Set.of(
          "bool", "byte", "sbyte", "char", "decimal", "double", "float", "int", "uint", "long",
          "ulong", "object", "short", "ushort", "string", "dynamic");

  private static final Set<String> AFTER_TYPE_ARGUMENTS =
      Set.of(
          "(", ")", "]", "}", ":", ";", ",", ".", "?", "?.", "==", "!=", "|", "^", "&&", "||", "&",
          "[", "{", ">");

  private static final Set<String> AFTER_NULLABLE =
      Set.of(")", ",", ";", "]", "}", ":", "&&", "||", "==", "!=", "[");

  private final Tokens tokens;
  private boolean leaveQuestionMark;

  TypeParser(Tokens tokens) {
    this.tokens = tokens;
  }

  TypeRef type() {
    TypeRef type = tryType();
    if (type == null) {
      throw tokens.unexpected("expected a type");
    }
    return type;
  }

  /** The type that starts here with its array brackets, or null and the place unchanged. */
  TypeRef tryType() {
    int mark = tokens.mark();
    TypeRef type = tryElementType();
    if (type == null) {
      return null;
    }
    int ranks = 0;
    while (tokens.looking("[") && tokens.peek(1).is("]")) {
      tokens.next();
      tokens.next();
      ranks++;
    }
    if (type.ranks() > 0) {
      tokens.reset(mark);
      return null;
    }
    return new TypeRef(type.offset(), type.name(), type.arguments(), ranks, type.nullable());
  }

  /**
   * The type after {@code is} and {@code as}: a question mark belongs to it only where nothing
   * follows that could be the first result of a conditional.
   */
  TypeRef tryTestedType() {
    int mark = tokens.mark();
    TypeRef type = tryType();
    if (type == null || !type.nullable() || AFTER_NULLABLE.contains(tokens.peek().text())) {
      return type;
    }
    tokens.reset(mark);
    leaveQuestionMark = true;
    try {
      return tryType();
    } finally {
      leaveQuestionMark = false;
    }
  }

  /** The type without array brackets, as {@code new int[3]} needs it. */
  TypeRef tryElementType() {
    int mark = tokens.mark();
    int offset = tokens.offset();
    if (!tokens.lookingAtName()) {
      return null;
    }
    String name = tokens.next().text();
    List<TypeRef> arguments = tryTypeArguments();
    while (tokens.looking(".") && Tokens.isName(tokens.peek(1))) {
      tokens.next();
      name = tokens.next().text();
      arguments = tryTypeArguments();
    }
    if (arguments == null) {
      tokens.reset(mark);
      return null;
    }
    boolean nullable = !leaveQuestionMark && tokens.take("?");
    return new TypeRef(offset, name, arguments, 0, nullable);
  }

  /** Type arguments if there are any (else an empty list), null where {@code <} opens none. */
  private List<TypeRef> tryTypeArguments() {
    if (!tokens.looking("<")) {
      return List.of();
    }
    tokens.next();
    List<TypeRef> arguments = new ArrayList<>();
    do {
      TypeRef argument = tryType();
      if (argument == null) {
        return null;
      }
      arguments.add(argument);
    } while (tokens.take(","));
    return tokens.take(">") ? arguments : null;
  }

  /** Type arguments of a name in an expression: C# decides by the token that follows. */
  List<TypeRef> typeArgumentsInExpression() {
    int mark = tokens.mark();
    List<TypeRef> arguments = tryTypeArguments();
    if (arguments == null
        || !arguments.isEmpty()
            && !AFTER_TYPE_ARGUMENTS.contains(tokens.peek().text())
            && tokens.peek().kind() != TokenKind.END) {
      tokens.reset(mark);
      return List.of();
    }
    return arguments;
  }
}
