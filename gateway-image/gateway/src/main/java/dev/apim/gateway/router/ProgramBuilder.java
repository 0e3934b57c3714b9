package dev.apim.gateway.router;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.NamedValueEntry;
import dev.apim.api.config.PolicyEntry;
import dev.apim.api.config.SecretData;
import dev.apim.gateway.upstream.Upstream;
import dev.apim.gateway.upstream.UpstreamBuilder;
import dev.apim.policy.document.Problem;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.program.Level;
import dev.apim.policy.program.NamedValues;
import dev.apim.policy.program.OwnCertificates;
import dev.apim.policy.program.Program;
import dev.apim.policy.program.ProgramCompiler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds routing tables with the programs of their policies. What was compiled for the revision
 * before is used again where its documents, named values and fragments are the same, so that an
 * edit costs the programs that it concerns.
 */
public final class ProgramBuilder implements RevisionBuilder {

  private final Object lock = new Object();
  private final UpstreamBuilder upstreams = new UpstreamBuilder();
  private Expressions expressions;
  private Map<Ingredients, Program> before = Map.of();

  /** All that a program is made of: the same of it makes the same program. */
  private record Ingredients(
      List<ProgramCompiler.Scope> scopes,
      Map<String, String> namedValues,
      Map<String, String> fragments) {}

  @Override
  public RoutingTable build(ConfigurationDocument document, SecretData secrets) {
    synchronized (lock) {
      RoutingTable.refuseNewer(document);
      Scopes scopes = new Scopes(document, secrets);
      RoutingTable table = RoutingTable.of(document, backends(document, scopes), scopes);
      before = scopes.now;
      upstreams.accepted();
      return table;
    }
  }

  private Map<String, Upstream> backends(ConfigurationDocument document, Scopes scopes) {
    try {
      return upstreams.build(document.backends(), scopes.namedValues);
    } catch (IllegalArgumentException e) {
      throw new RevisionRefusedException(e.getMessage());
    }
  }

  /** The documents of one revision by their targets, and the programs made of them so far. */
  private final class Scopes implements Programs {

    private final Map<Ingredients, Program> now = new HashMap<>();
    private final Map<Target, PolicyEntry> documents = new HashMap<>();
    private final Map<String, String> namedValues = new HashMap<>();
    private final Set<String> secretIds = new HashSet<>();
    private final Map<String, String> fragments = new HashMap<>();
    private final OwnCertificates certificates = new OwnCertificates(namedValues);
    private ProgramCompiler compiler;

    Scopes(ConfigurationDocument document, SecretData secrets) {
      document.policies().forEach(policy -> documents.put(Target.of(policy), policy));
      document.namedValues().forEach(entry -> add(entry, secrets));
      document.fragments().forEach(entry -> fragments.put(entry.id(), entry.document()));
      if (Stream.concat(
              document.policies().stream().map(PolicyEntry::document), fragments.values().stream())
          .anyMatch(text -> text.contains("Certificates"))) {
        // here and not when a request asks: many of them take longer than an event loop has
        certificates.get();
      }
    }

    private void add(NamedValueEntry entry, SecretData secrets) {
      if (entry.secret() == null) {
        namedValues.put(entry.id(), entry.value());
        return;
      }
      secretIds.add(entry.id());
      namedValues.put(
          entry.id(),
          secrets
              .value(entry.secret())
              .orElseThrow(
                  () ->
                      new RevisionRefusedException(
                          "the value of the NamedValue \"" + entry.name() + "\" is not here")));
    }

    @Override
    public OwnCertificates certificates() {
      return certificates;
    }

    @Override
    public boolean hasPolicies(String product) {
      return documents.containsKey(new Target(null, null, product));
    }

    @Override
    public Program of(ApiEntry api, String operation, String product) {
      List<PolicyEntry> scopes = new ArrayList<>(4);
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
      Ingredients ingredients = ingredients(scopes);
      Program known = now.getOrDefault(ingredients, before.get(ingredients));
      Program program = known != null ? known : compile(api, ingredients.scopes());
      now.put(ingredients, program);
      return program.isPlain() ? null : program;
    }

    private void add(List<PolicyEntry> scopes, Target target) {
      PolicyEntry scope = documents.get(target);
      if (scope != null) {
        scopes.add(scope);
      }
    }

    private Ingredients ingredients(List<PolicyEntry> policies) {
      List<ProgramCompiler.Scope> scopes = new ArrayList<>(policies.size());
      Map<String, String> values = new HashMap<>();
      Map<String, String> included = new HashMap<>();
      for (PolicyEntry policy : policies) {
        scopes.add(scope(policy));
        policy.namedValues().forEach(id -> values.put(id, namedValues.get(id)));
        policy.fragments().forEach(id -> included.put(id, fragments.get(id)));
      }
      return new Ingredients(scopes, values, included);
    }

    private Program compile(ApiEntry api, List<ProgramCompiler.Scope> scopes) {
      if (compiler == null) {
        compiler = compiler(NamedValues.of(namedValues, secretIds), fragments);
      }
      return program(api, compiler.compile(scopes));
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

  private ProgramCompiler compiler(NamedValues namedValues, Map<String, String> fragments) {
    if (expressions == null) {
      expressions = new Expressions();
    }
    return new ProgramCompiler(expressions, namedValues, fragments);
  }

  private static Program program(ApiEntry api, ProgramCompiler.Result result) {
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
