package dev.apim.policy.expression.type;

import java.util.List;
import java.util.function.Predicate;

/**
 * A declared type.
 *
 * @param parents direct supertypes in terms of this type's own variables
 * @param instance true for values of this type; type arguments are not looked at
 * @param constants members, where it is an enumeration
 */
public record TypeDeclaration(
    Type type,
    boolean isValueType,
    List<Type> parents,
    Predicate<Object> instance,
    List<EnumValue> constants) {

  public TypeDeclaration {
    parents = List.copyOf(parents);
    constants = List.copyOf(constants);
  }
}
