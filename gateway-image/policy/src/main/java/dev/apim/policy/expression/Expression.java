package dev.apim.policy.expression;

import dev.apim.policy.context.PolicyContext;
import dev.apim.policy.expression.plan.Plan;
import dev.apim.policy.expression.runtime.Formats;
import java.util.Set;

/** A compiled expression: immutable, to be used from any thread. */
public final class Expression {

  private final Plan plan;
  private final Set<String> members;

  Expression(Plan plan, Set<String> members) {
    this.plan = plan;
    this.members = members;
  }

  /**
   * The value for one exchange.
   *
   * @throws dev.apim.policy.expression.type.Fault what the expression throws
   * @throws dev.apim.policy.expression.type.LimitException where it had to be stopped
   */
  public Object evaluate(PolicyContext context) {
    return plan.evaluate(context);
  }

  /** The value as text; null is the empty string. */
  public String text(PolicyContext context) {
    return Formats.text(plan.evaluate(context));
  }

  /** True where it says the same for every exchange. */
  public boolean isConstant() {
    return plan.isConstant();
  }

  /** Whether the request's body must be in memory before it is evaluated. */
  public boolean readsRequestBody() {
    return members.contains("IRequest.Body");
  }

  /** Whether the response's body must be in memory before it is evaluated. */
  public boolean readsResponseBody() {
    return members.contains("IResponse.Body") && members.contains("IContext.Response");
  }
}
