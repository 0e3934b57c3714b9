package dev.apim.gateway.router;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.BackendEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.SchemaLevel;
import dev.apim.policy.BackendUrl;
import dev.apim.policy.InvalidUrlException;
import dev.apim.policy.RoutePath;
import dev.apim.policy.context.ExchangeFacts;
import dev.apim.policy.context.RequestUrl;
import dev.apim.policy.program.Program;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * All routes of one revision. Never changed once built, so that a request sees one revision from
 * beginning to end (B41).
 */
public final class RoutingTable {

  private final PathTree anyHost = new PathTree();
  private final Map<String, PathTree> byHost = new HashMap<>();
  private final Set<String> apis = new HashSet<>();

  private RoutingTable() {}

  /**
   * Builds the table of a document, whole or not at all.
   *
   * @param programs the program of each API; null for one that has none
   * @throws RevisionRefusedException where any part of it cannot be served
   */
  static RoutingTable of(ConfigurationDocument document, Function<ApiEntry, Program> programs) {
    if (document.schemaLevel() > SchemaLevel.CURRENT) {
      throw new RevisionRefusedException(
          "the document has schema level "
              + document.schemaLevel()
              + ", and this gateway reads levels up to "
              + SchemaLevel.CURRENT);
    }
    Map<String, BackendUrl> backends = new HashMap<>();
    for (BackendEntry backend : document.backends()) {
      backends.put(backend.name(), url("Backend", backend.name(), backend.url()));
    }
    RoutingTable table = new RoutingTable();
    Map<String, BackendUrl> all = Map.copyOf(backends);
    document.apis().forEach(api -> table.add(api, all, programs.apply(api)));
    return table;
  }

  private static BackendUrl backendOf(ApiEntry api, Map<String, BackendUrl> backends) {
    if (api.backend() == null) {
      return url("Api", api.name(), api.url());
    }
    BackendUrl backend = backends.get(api.backend());
    if (backend == null) {
      throw new RevisionRefusedException(
          "the Api \"" + api.name() + "\" names no backend of the document: " + api.backend());
    }
    return backend;
  }

  private static BackendUrl url(String kind, String name, String url) {
    try {
      return BackendUrl.parse(url);
    } catch (InvalidUrlException e) {
      throw new RevisionRefusedException("the " + kind + " \"" + name + "\": " + e.getMessage());
    }
  }

  private void add(ApiEntry api, Map<String, BackendUrl> backends, Program program) {
    RoutePath path = RoutePath.parse(api.path());
    String prefix = path.segments().isEmpty() ? "" : "/" + path.text();
    BackendUrl backend = backendOf(api, backends);
    if (program != null) {
      refuseUnknownBackends(api, backends.keySet(), program);
    }
    Route route = new Route(api.name(), prefix, backend, program, facts(api, backend), backends);
    apis.add(api.name());
    if (api.hosts().isEmpty()) {
      anyHost.add(path, route);
    }
    for (String host : api.hosts()) {
      byHost.computeIfAbsent(host, key -> new PathTree()).add(path, route);
    }
  }

  private static void refuseUnknownBackends(ApiEntry api, Set<String> known, Program program) {
    for (String name : program.needs().backends()) {
      if (!known.contains(name)) {
        throw new RevisionRefusedException(
            "a policy of the Api \"" + api.name() + "\" names no backend of the document: " + name);
      }
    }
    if (!program.needs().certificates().isEmpty()) {
      throw new RevisionRefusedException(
          "a policy of the Api \""
              + api.name()
              + "\" names certificates, and this gateway has none: "
              + String.join(", ", program.needs().certificates()));
    }
  }

  private static ExchangeFacts.Api facts(ApiEntry api, BackendUrl backend) {
    RequestUrl service =
        new RequestUrl(
            backend.tls() ? "https" : "http",
            backend.host(),
            backend.port(),
            backend.basePath(),
            "");
    return new ExchangeFacts.Api(api.name(), api.name(), api.path(), "1", null, service);
  }

  /**
   * Finds the API of a request: those of exactly this host first, the longest path among them, then
   * those of every host.
   *
   * @param host in lower case, without port; empty where the request names none
   * @param target normal path, perhaps with a query
   */
  public Optional<Route> find(String host, String target) {
    PathTree own = byHost.isEmpty() ? null : byHost.get(host);
    Route route = own == null ? null : own.find(target);
    return Optional.ofNullable(route == null ? anyHost.find(target) : route);
  }

  /** The names of all APIs. */
  public Set<String> apis() {
    return Set.copyOf(apis);
  }
}
