package dev.apim.policy.expression.type;

import dev.apim.policy.expression.type.MemberDeclaration.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** All types and members that expressions can name. Immutable once built. */
public final class Library {

  private final Map<String, TypeDeclaration> types;
  private final Map<String, List<MemberDeclaration>> members;

  private Library(
      Map<String, TypeDeclaration> types, Map<String, List<MemberDeclaration>> members) {
    this.types = Map.copyOf(types);
    this.members = Map.copyOf(members);
  }

  public Optional<TypeDeclaration> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /** Every declared type, for messages and for reference pages. */
  public List<TypeDeclaration> types() {
    return List.copyOf(types.values());
  }

  /** Every declared member. */
  public List<MemberDeclaration> members() {
    return members.values().stream().flatMap(List::stream).toList();
  }

  /** Members that the type itself declares under this name. */
  public List<MemberDeclaration> declared(String typeName, String name) {
    return members.getOrDefault(typeName + "." + name, List.of());
  }

  public List<MemberDeclaration> operators(String symbol) {
    return declared("object", symbol);
  }

  /** Conversions that were declared with this type as their result. */
  public List<MemberDeclaration> conversions(String typeName, boolean explicit) {
    return declared(typeName, explicit ? "explicit" : "implicit");
  }

  public boolean isValueType(Type type) {
    TypeDeclaration declaration = types.get(type.name());
    return declaration != null && declaration.isValueType();
  }

  public boolean isEnumeration(Type type) {
    TypeDeclaration declaration = types.get(type.name());
    return declaration != null && !declaration.constants().isEmpty();
  }

  /** Direct supertypes with this type's arguments filled in; object is everybody's. */
  public List<Type> parents(Type type) {
    if (type.isArray()) {
      return List.of(
          Type.of("Array"),
          new Type("IList", type.arguments()),
          new Type("IEnumerable", type.arguments()));
    }
    TypeDeclaration declaration = types.get(type.name());
    if (declaration == null) {
      return List.of();
    }
    Map<String, Type> bindings = bindings(declaration.type(), type);
    return declaration.parents().stream().map(p -> p.substitute(bindings)).toList();
  }

  /** What the variables of a declared type stand for in a type made of it. */
  public static Map<String, Type> bindings(Type declared, Type actual) {
    Map<String, Type> bindings = new HashMap<>();
    for (int i = 0; i < declared.arguments().size() && i < actual.arguments().size(); i++) {
      if (declared.argument(i).isVariable()) {
        bindings.put(declared.argument(i).name(), actual.argument(i));
      }
    }
    return bindings;
  }

  /** The type seen as its supertype of this name, nearest first. */
  public Optional<Type> as(Type type, String name) {
    if (type.name().equals(name)) {
      return Optional.of(type);
    }
    for (Type parent : parents(type)) {
      Optional<Type> found = as(parent, name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The declared type that a value has, as narrow as is known. */
  public Type typeOf(Object value) {
    return RuntimeTypes.of(this, value);
  }

  /** Whether a value, not null, is of a type. */
  public boolean isInstance(Type type, Object value) {
    return RuntimeTypes.isInstance(this, type, value);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects declarations; one per signature, so that a page of them reads like a reference. */
  public static final class Builder {
    private final Map<String, TypeDeclaration> types = new LinkedHashMap<>();
    private final Map<String, List<MemberDeclaration>> members = new LinkedHashMap<>();

    /** Declares a type: {@code class Name<T> : Parent<T>} or {@code struct Name}. */
    public Builder type(String head, Predicate<Object> instance) {
      SignatureReader.TypeDeclarationHead read = new SignatureReader(head).typeHead();
      types.put(
          read.type().name(),
          new TypeDeclaration(read.type(), read.value(), read.parents(), instance, List.of()));
      return this;
    }

    public Builder type(String head, Class<?> instance) {
      return type(head, instance::isInstance);
    }

    /** Declares an enumeration with its members in order, from 0. */
    public Builder enumeration(String name, String... names) {
      List<EnumValue> constants = new ArrayList<>();
      Arrays.stream(names).forEach(n -> constants.add(new EnumValue(name, n, constants.size())));
      return enumeration(name, constants);
    }

    public Builder enumeration(String name, List<EnumValue> constants) {
      types.put(
          name,
          new TypeDeclaration(
              Type.of(name),
              true,
              List.of(),
              v -> v instanceof EnumValue e && e.type().equals(name),
              constants));
      return this;
    }

    public Builder add(String signature, Operation.Zero code) {
      return declare(signature, types -> code);
    }

    public Builder add(String signature, Operation.One code) {
      return declare(signature, types -> code);
    }

    public Builder add(String signature, Operation.Two code) {
      return declare(signature, types -> code);
    }

    public Builder add(String signature, Operation.Three code) {
      return declare(signature, types -> code);
    }

    /** Code that needs the evaluation or more than three arguments. */
    public Builder with(String signature, Operation.Many code) {
      return declare(signature, types -> code);
    }

    /** Code that depends on type arguments: the owner's, then the member's own. */
    public Builder typed(String signature, Function<List<Type>, Operation> code) {
      return declare(signature, code);
    }

    private Builder declare(String signature, Function<List<Type>, Operation> code) {
      MemberDeclaration member = new SignatureReader(signature).member(code);
      String owner = member.kind() == Kind.OPERATOR ? "object" : member.owner().name();
      String prefix = member.kind() == Kind.SETTER || member.kind() == Kind.INDEX_SETTER ? "=" : "";
      members
          .computeIfAbsent(owner + "." + prefix + member.name(), k -> new ArrayList<>())
          .add(member);
      return this;
    }

    public Library build() {
      Map<String, List<MemberDeclaration>> fixed = new HashMap<>();
      members.forEach((k, v) -> fixed.put(k, List.copyOf(v)));
      return new Library(types, fixed);
    }
  }
}
