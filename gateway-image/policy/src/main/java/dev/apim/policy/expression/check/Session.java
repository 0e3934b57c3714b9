package dev.apim.policy.expression.check;

import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One check of one expression: the parts of the checker and what they share. */
final class Session {

  final Library library;
  final Findings findings = new Findings();
  final Set<String> members = new TreeSet<>();
  final TypeResolver types;
  final Conversions conversions;
  final Inference inference;
  final Operators operators;
  final Overloads overloads;
  final MemberChecker memberChecker;
  final CallChecker calls;
  final CreationChecker creations;
  final AssignmentChecker assignments;
  final PatternChecker patterns;
  final LambdaChecker lambdas;
  final StatementChecker statements;
  final ExpressionChecker expressions;

  Session(Library library) {
    this.library = library;
    types = new TypeResolver(library, findings);
    conversions = new Conversions(library);
    inference = new Inference(library, conversions);
    operators = new Operators(this);
    overloads = new Overloads(this);
    memberChecker = new MemberChecker(this);
    calls = new CallChecker(this);
    creations = new CreationChecker(this);
    assignments = new AssignmentChecker(this);
    patterns = new PatternChecker(this);
    lambdas = new LambdaChecker(this);
    statements = new StatementChecker(this);
    expressions = new ExpressionChecker(this);
  }

  /** {@code value} as a value of {@code to}, or null where there is no implicit way. */
  Bound tryConvert(Bound value, Type to) {
    return apply(value, to, conversions.implicit(value, to));
  }

  /** {@code value} as a value of {@code to}; complains where there is no implicit way. */
  Bound convert(int offset, Bound value, Type to) {
    Bound converted = tryConvert(value, to);
    if (converted != null) {
      return converted;
    }
    return findings.report(offset, "cannot convert '" + value.type() + "' to '" + to + "'");
  }

  Bound cast(int offset, Bound value, Type to) {
    Bound converted = apply(value, to, conversions.explicit(value, to));
    if (converted != null) {
      return converted;
    }
    return findings.report(offset, "cannot cast '" + value.type() + "' to '" + to + "'");
  }

  private Bound apply(Bound value, Type to, Conversions.Conversion conversion) {
    if (conversion == null) {
      return null;
    }
    if (conversion.late()) {
      return new Bound.LateCall(to, Late.Kind.CONVERT, to.toString(), List.of(value));
    }
    if (conversion.operation() == null) {
      return value.type().equals(to) || value.type().equals(Type.ERROR)
          ? value
          : retyped(value, to);
    }
    return new Bound.Invoke(to, conversion.operation(), List.of(value), false, true);
  }

  /** The same value under another type; nothing happens at run time. */
  static Bound retyped(Bound value, Type to) {
    if (value instanceof Bound.Constant constant) {
      return new Bound.Constant(to, constant.value());
    }
    Operation.One same = v -> v;
    return new Bound.Invoke(to, same, List.of(value), false, true);
  }
}
