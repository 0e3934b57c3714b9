package dev.apim.policy.expression.type;

import java.util.List;
import java.util.function.Function;

/**
 * A declared member.
 *
 * @param owner the declaring type, its arguments being the variables of the declaration
 * @param variables type variables of the member itself
 * @param operation makes the code for given type arguments, the owner's first
 * @param pure same arguments, same result, no effect: may be folded where all are constants
 */
public record MemberDeclaration(
    Kind kind,
    boolean isStatic,
    Type owner,
    String name,
    List<String> variables,
    List<Parameter> parameters,
    Type result,
    Function<List<Type>, Operation> operation,
    boolean pure) {

  /** What a member is. */
  public enum Kind {
    PROPERTY,
    SETTER,
    METHOD,
    INDEXER,
    INDEX_SETTER,
    CONSTRUCTOR,
    OPERATOR,
    IMPLICIT,
    EXPLICIT
  }

  public MemberDeclaration {
    variables = List.copyOf(variables);
    parameters = List.copyOf(parameters);
  }

  /** As an author would look it up. */
  @Override
  public String toString() {
    return owner.name() + "." + name;
  }
}
