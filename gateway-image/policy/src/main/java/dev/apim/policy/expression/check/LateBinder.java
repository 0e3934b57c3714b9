package dev.apim.policy.expression.check;

import dev.apim.policy.expression.check.Overloads.Given;
import dev.apim.policy.expression.check.Overloads.Site;
import dev.apim.policy.expression.parse.Expr;
import dev.apim.policy.expression.type.Callable;
import dev.apim.policy.expression.type.DynamicMembers;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.MemberDeclaration.Kind;
import dev.apim.policy.expression.type.PlainValue;
import dev.apim.policy.expression.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Resolves late lookups by the types that the values turn out to have, with the same rules. */
public final class LateBinder {

  private final Library library;

  public LateBinder(Library library) {
    this.library = library;
  }

  /**
   * The lookup over constants, ready to be evaluated.
   *
   * @throws Fault where the values have no such member, operator or conversion
   */
  public Bound bind(Late.Kind kind, String name, Type type, Object[] values) {
    Session session = new Session(library);
    Bound result = lookup(session, kind, name, type, values);
    if (result == null || result.type().equals(Type.ERROR)) {
      String message =
          session.findings.all().isEmpty()
              ? "The value has no '" + name + "' for these arguments."
              : session.findings.all().get(0).message();
      throw new Fault("RuntimeBinderException", message);
    }
    return result;
  }

  private Bound lookup(Session session, Late.Kind kind, String name, Type type, Object[] given) {
    boolean operates =
        kind == Late.Kind.OPERATOR || kind == Late.Kind.UNARY || kind == Late.Kind.TRUTH;
    Object[] values = operates ? Arrays.stream(given).map(LateBinder::plain).toArray() : given;
    List<Bound> bound = Arrays.stream(values).map(this::constant).toList();
    return switch (kind) {
      case CONVERT, TRUTH -> session.cast(0, bound.get(0), type);
      case UNARY -> session.operators.unary(0, name, bound.get(0));
      case OPERATOR -> session.operators.binary(0, name, bound.get(0), bound.get(1));
      case GET -> get(session, name, bound.get(0), values[0]);
      case SET -> set(session, name, bound, values);
      case CALL -> call(session, name, bound);
      case INDEX -> call(session, "this", bound);
      case SET_INDEX -> call(session, "=this", bound);
    };
  }

  private static Object plain(Object value) {
    return value instanceof PlainValue wrapped ? wrapped.plain() : value;
  }

  private Bound constant(Object value) {
    if (value == null) {
      return new Bound.Constant(Type.NULL, null);
    }
    Type type = value instanceof Callable ? Type.ERROR : library.typeOf(value);
    return new Bound.Constant(type, value);
  }

  private static void notNull(Object value) {
    if (value == null) {
      throw Fault.nullReference();
    }
  }

  private Bound get(Session session, String name, Bound target, Object value) {
    notNull(value);
    if (value instanceof DynamicMembers members) {
      return known(members.getMember(name));
    }
    if (value instanceof dev.apim.policy.expression.type.AnonymousObject object) {
      int index = object.names().indexOf(name);
      return index < 0 ? null : known(object.values().get(index));
    }
    return session.memberChecker.property(
        target, new Expr.Member(0, null, name, List.of()), scope());
  }

  private static Bound known(Object value) {
    return new Bound.Constant(Type.DYNAMIC, value);
  }

  private Bound set(Session session, String name, List<Bound> bound, Object[] values) {
    notNull(values[0]);
    if (values[0] instanceof DynamicMembers members) {
      members.setMember(name, values[1]);
      return known(values[1]);
    }
    return call(session, "=" + name, bound);
  }

  private static Scope scope() {
    return new Scope(new Scope.Returns(Type.OBJECT));
  }

  private Bound call(Session session, String name, List<Bound> bound) {
    Bound target = bound.get(0);
    if (target.type().equals(Type.NULL)) {
      throw Fault.nullReference();
    }
    List<Given> given = new ArrayList<>();
    bound.subList(1, bound.size()).forEach(b -> given.add(new Given(null, null, b)));
    Site site = new Site(0, name, target, List.of(), scope());
    return session.calls.nearest(
        session.memberChecker.candidates(target.type(), name, false).stream()
            .filter(c -> c.member().kind() != Kind.PROPERTY)
            .toList(),
        site,
        given);
  }
}
