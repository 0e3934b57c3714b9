package dev.apim.operator.leader;

import dev.apim.operator.domain.scope.ScopePlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** An operator whose every namespace is another's is not ready, and says whose. */
@Readiness
@ApplicationScoped
class ScopeReadiness implements HealthCheck {

  private final OperatorScope scope;

  ScopeReadiness(OperatorScope scope) {
    this.scope = scope;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<ScopePlan> plan = scope.plan();
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("scope");
    plan.filter(ScopePlan::shared).ifPresent(known -> answer.withData("scope", known.message()));
    return answer.status(plan.map(known -> !known.idle()).orElse(true)).build();
  }
}
