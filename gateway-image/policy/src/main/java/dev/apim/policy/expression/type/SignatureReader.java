package dev.apim.policy.expression.type;

import dev.apim.policy.expression.type.MemberDeclaration.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the signatures that the library is declared with: {@code [static|set|explicit|implicit|new]
 * Result Owner<T>.Name<U>(T a, params U[] rest, int n = 0)}. Properties have no brackets, indexers
 * are named {@code this}, operators {@code operator +}.
 */
final class SignatureReader {

  private static final Set<String> MODIFIERS =
      Set.of("static", "set", "explicit", "implicit", "new", "operator", "impure");

  private final String text;
  private int at;
  private final List<String> variables = new ArrayList<>();

  SignatureReader(String text) {
    this.text = text;
  }

  MemberDeclaration member(Function<List<Type>, Operation> operation) {
    boolean impure = takeWord("impure");
    String modifier = modifier();
    Type result;
    Type owner;
    String name;
    List<String> own = List.of();
    switch (modifier) {
      case "new" -> {
        owner = ownerType();
        result = owner;
        name = "new";
      }
      case "explicit", "implicit" -> {
        result = type();
        owner = result;
        name = modifier;
      }
      case "operator" -> {
        result = type();
        owner = Type.OBJECT;
        name = untilBracket();
      }
      default -> {
        declareOwnerVariables();
        result = type();
        owner = type();
        name = lastName;
        own = List.copyOf(lastVariables);
      }
    }
    return finish(new Head(modifier, impure, owner, name, own, result), operation);
  }

  private record Head(
      String modifier, boolean impure, Type owner, String name, List<String> own, Type result) {}

  private String lastName = "";
  private List<String> lastVariables = List.of();

  private MemberDeclaration finish(Head head, Function<List<Type>, Operation> operation) {
    skipSpace();
    boolean brackets = looking('(') || looking('[');
    List<Parameter> parameters = brackets ? parameters() : List.of();
    if (head.modifier.equals("set")) {
      parameters = new ArrayList<>(parameters);
      parameters.add(new Parameter("value", head.result, false, null, false, false));
    }
    return new MemberDeclaration(
        kind(head, brackets),
        head.modifier.equals("static") || head.modifier.equals("new"),
        head.owner,
        head.name,
        head.own,
        parameters,
        head.result,
        operation,
        !head.impure);
  }

  private static Kind kind(Head head, boolean brackets) {
    return switch (head.modifier) {
      case "new" -> Kind.CONSTRUCTOR;
      case "explicit" -> Kind.EXPLICIT;
      case "implicit" -> Kind.IMPLICIT;
      case "operator" -> Kind.OPERATOR;
      case "set" -> head.name.equals("this") ? Kind.INDEX_SETTER : Kind.SETTER;
      default -> head.name.equals("this") ? Kind.INDEXER : brackets ? Kind.METHOD : Kind.PROPERTY;
    };
  }

  TypeDeclarationHead typeHead() {
    boolean value = takeWord("struct");
    if (!value) {
      takeWord("class");
    }
    Type type = ownerType();
    List<Type> parents = new ArrayList<>();
    skipSpace();
    if (take(':')) {
      do {
        parents.add(type());
      } while (take(','));
    }
    return new TypeDeclarationHead(type, value, parents);
  }

  record TypeDeclarationHead(Type type, boolean value, List<Type> parents) {}

  private String modifier() {
    for (String modifier : MODIFIERS) {
      if (takeWord(modifier)) {
        return modifier;
      }
    }
    return "";
  }

  private boolean takeWord(String word) {
    skipSpace();
    if (text.startsWith(word + " ", at)) {
      at += word.length() + 1;
      return true;
    }
    return false;
  }

  private void skipSpace() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private boolean looking(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean take(char c) {
    skipSpace();
    if (looking(c)) {
      at++;
      return true;
    }
    return false;
  }

  private String word() {
    skipSpace();
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at))
            || text.charAt(at) == '_'
            || text.charAt(at) == '$')) {
      at++;
    }
    if (start == at) {
      throw new IllegalArgumentException("signature '" + text + "' at " + at);
    }
    return text.substring(start, at);
  }

  private String untilBracket() {
    skipSpace();
    int open = text.indexOf('(', at);
    String name = text.substring(at, open).strip();
    at = open;
    return name;
  }

  /** The type variables stand after the owner's and the member's name: they are collected first. */
  private void declareOwnerVariables() {
    int saved = at;
    skipType();
    skipSpace();
    word();
    collectVariables();
    take('.');
    lastName = word();
    int before = variables.size();
    collectVariables();
    lastVariables = List.copyOf(variables.subList(before, variables.size()));
    at = saved;
  }

  private void collectVariables() {
    if (!looking('<')) {
      return;
    }
    at++;
    do {
      String name = word();
      if (!Character.isLowerCase(name.charAt(0)) && name.length() <= 2) {
        variables.add(name);
      }
    } while (take(','));
    take('>');
  }

  private void skipType() {
    word();
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '<') {
        depth++;
      } else if (c == '>') {
        depth--;
      } else if (c == ' ' && depth == 0) {
        return;
      }
      at++;
    }
  }

  private Type ownerType() {
    int saved = at;
    word();
    collectVariables();
    at = saved;
    return type();
  }

  /** A type; as an owner it ends before the dot and the member's name is skipped. */
  private Type type() {
    skipSpace();
    Type type = element();
    while (at < text.length()) {
      if (text.startsWith("[]", at)) {
        type = Type.array(type);
        at += 2;
      } else if (looking('?')) {
        type = Type.nullable(type);
        at++;
      } else if (looking('.')) {
        at++;
        word();
        if (looking('<')) {
          at = text.indexOf('>', at) + 1;
        }
        return type;
      } else {
        return type;
      }
    }
    return type;
  }

  private Type element() {
    String name = word();
    if (variables.contains(name)) {
      return Type.variable(name);
    }
    List<Type> arguments = new ArrayList<>();
    if (looking('<')) {
      at++;
      do {
        arguments.add(type());
      } while (take(','));
      take('>');
    }
    return new Type(name, arguments);
  }

  private List<Parameter> parameters() {
    char close = text.charAt(at++) == '(' ? ')' : ']';
    List<Parameter> parameters = new ArrayList<>();
    while (!take(close)) {
      parameters.add(parameter(close));
      take(',');
    }
    return parameters;
  }

  private Parameter parameter(char close) {
    boolean rest = takeWord("params");
    boolean out = takeWord("out");
    Type type = type();
    skipSpace();
    String name = looking(',') || looking(close) || looking('=') ? "" : word();
    if (!take('=')) {
      return new Parameter(name, type, false, null, rest, out);
    }
    return new Parameter(name, type, true, defaultValue(word()), rest, out);
  }

  private static Object defaultValue(String word) {
    return switch (word) {
      case "null" -> null;
      case "true" -> true;
      case "false" -> false;
      default -> Integer.valueOf(word);
    };
  }
}
