package dev.apim.policy.expression.type;

/**
 * The code behind a member, operator or conversion. An instance member has its receiver, never
 * null, as the first argument. A void member returns null.
 */
public sealed interface Operation {

  /** No argument. */
  non-sealed interface Zero extends Operation {
    Object apply();
  }

  /** One argument. */
  non-sealed interface One extends Operation {
    Object apply(Object a);
  }

  /** Two arguments. */
  non-sealed interface Two extends Operation {
    Object apply(Object a, Object b);
  }

  /** Three arguments. */
  non-sealed interface Three extends Operation {
    Object apply(Object a, Object b, Object c);
  }

  /** Any arguments, with the evaluation at hand. */
  non-sealed interface Many extends Operation {
    Object apply(Evaluation evaluation, Object[] arguments);
  }
}
