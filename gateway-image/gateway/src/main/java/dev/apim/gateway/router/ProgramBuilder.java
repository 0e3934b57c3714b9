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
      Map<List<ProgramCompiler.Scope>, Program> now = new HashMap<>();
      List<ProgramCompiler.Scope> global = new ArrayList<>();
      Map<String, ProgramCompiler.Scope> byApi = new HashMap<>();
      for (PolicyEntry policy : document.policies()) {
        if (policy.operation() != null) {
          throw new RevisionRefusedException(
              "the Policy \"" + policy.name() + "\" is for an operation, which has no routes");
        }
        if (policy.api() == null) {
          global.add(scope(Level.GLOBAL, policy));
        } else {
          byApi.put(policy.api(), scope(Level.API, policy));
        }
      }
      RoutingTable table =
          RoutingTable.of(document, api -> program(api, global, byApi.get(api.name()), now));
      before = now;
      return table;
    }
  }

  private static ProgramCompiler.Scope scope(Level level, PolicyEntry policy) {
    return new ProgramCompiler.Scope(level, policy.name(), policy.document());
  }

  private Program program(
      ApiEntry api,
      List<ProgramCompiler.Scope> global,
      ProgramCompiler.Scope own,
      Map<List<ProgramCompiler.Scope>, Program> now) {
    List<ProgramCompiler.Scope> scopes = new ArrayList<>(global);
    if (own != null) {
      scopes.add(own);
    }
    if (scopes.isEmpty()) {
      return null;
    }
    Program known = now.getOrDefault(scopes, before.get(scopes));
    Program program = known != null ? known : compile(api, scopes);
    now.put(scopes, program);
    return program.isPlain() ? null : program;
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
