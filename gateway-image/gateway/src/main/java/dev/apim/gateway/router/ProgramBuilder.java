package dev.apim.gateway.router;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.PolicyEntry;
import dev.apim.policy.document.Problem;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.program.Level;
import dev.apim.policy.program.NamedValues;
import dev.apim.policy.program.Program;
import dev.apim.policy.program.ProgramCompiler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Builds routing tables with the programs of their policies. What was compiled for the revision
 * before is used again where its documents are the same, so that an edit costs one program.
 */
public final class ProgramBuilder implements RevisionBuilder {

  private final Object lock = new Object();
  private Expressions expressions;
  private Map<List<ProgramCompiler.Scope>, Program> before = Map.of();

  @Override
  public RoutingTable build(ConfigurationDocument document) {
    synchronized (lock) {
      Scopes scopes = new Scopes(document.policies());
      RoutingTable table = RoutingTable.of(document, scopes);
      before = scopes.now;
      return table;
    }
  }

  /** The documents of one revision by their targets, and the programs made of them so far. */
  private final class Scopes implements Programs {

    private final Map<List<ProgramCompiler.Scope>, Program> now = new HashMap<>();
    private final Map<Target, ProgramCompiler.Scope> documents = new HashMap<>();

    Scopes(List<PolicyEntry> policies) {
      policies.forEach(policy -> documents.put(Target.of(policy), scope(policy)));
    }

    @Override
    public boolean hasPolicies(String product) {
      return documents.containsKey(new Target(null, null, product));
    }

    @Override
    public Program of(ApiEntry api, String operation, String product) {
      List<ProgramCompiler.Scope> scopes = new ArrayList<>(4);
      add(scopes, new Target(null, null, null));
      if (product != null) {
        add(scopes, new Target(null, null, product));
      }
      add(scopes, new Target(api.name(), null, null));
      if (operation != null) {
        add(scopes, new Target(api.name(), operation, null));
      }
      if (scopes.isEmpty()) {
        return null;
      }
      Program known = now.getOrDefault(scopes, before.get(scopes));
      Program program = known != null ? known : compile(api, scopes);
      now.put(scopes, program);
      return program.isPlain() ? null : program;
    }

    private void add(List<ProgramCompiler.Scope> scopes, Target target) {
      ProgramCompiler.Scope scope = documents.get(target);
      if (scope != null) {
        scopes.add(scope);
      }
    }
  }

  private record Target(String api, String operation, String product) {

    static Target of(PolicyEntry policy) {
      return new Target(policy.api(), policy.operation(), policy.product());
    }
  }

  private static ProgramCompiler.Scope scope(PolicyEntry policy) {
    Level level = policy.operation() != null ? Level.OPERATION : Level.API;
    if (policy.api() == null) {
      level = policy.product() == null ? Level.GLOBAL : Level.PRODUCT;
    }
    return new ProgramCompiler.Scope(level, policy.name(), policy.document());
  }

  private Program compile(ApiEntry api, List<ProgramCompiler.Scope> scopes) {
    if (expressions == null) {
      expressions = new Expressions();
    }
    ProgramCompiler.Result result =
        new ProgramCompiler(expressions, NamedValues.of(Map.of()), Map.of()).compile(scopes);
    return result
        .program()
        .orElseThrow(
            () ->
                new RevisionRefusedException(
                    "policies of the Api \""
                        + api.name()
                        + "\": "
                        + result.problems().stream()
                            .limit(5)
                            .map(Problem::toString)
                            .collect(Collectors.joining("; "))));
  }
}
