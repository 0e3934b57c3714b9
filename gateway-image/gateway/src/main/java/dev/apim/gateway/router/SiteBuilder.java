package dev.apim.gateway.router;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.OperationEntry;
import dev.apim.api.config.ProductEntry;
import dev.apim.gateway.upstream.Upstream;
import dev.apim.policy.BackendUrl;
import dev.apim.policy.InvalidTemplateException;
import dev.apim.policy.RoutePath;
import dev.apim.policy.UrlTemplate;
import dev.apim.policy.context.ExchangeFacts;
import dev.apim.policy.context.RequestUrl;
import dev.apim.policy.program.Program;
import java.util.HashMap;
import java.util.Map;

/** Makes what requests of an API are given to. */
final class SiteBuilder {

  private final Programs programs;
  private final Map<String, Upstream> backends;
  private final AccessRules access;

  SiteBuilder(Programs programs, Map<String, Upstream> backends, AccessRules access) {
    this.programs = programs;
    this.backends = backends;
    this.access = access;
  }

  /**
   * Makes an API with its operations.
   *
   * @throws RevisionRefusedException where any part of it cannot be served
   */
  Site build(ApiEntry api) {
    RoutePath path = RoutePath.parse(api.versionedPath());
    String prefix = path.segments().isEmpty() ? "" : "/" + path.text();
    Upstream backend = backendOf(api);
    Route bare =
        new Route(
            api.name(),
            prefix,
            backend,
            null,
            facts(api, backend.first().url()),
            null,
            api.keyRuleOrOpen().header(),
            backends,
            programs.certificates());
    Endpoint whole = endpoint(api, bare, null);
    OperationTree operations = null;
    for (OperationEntry operation : api.operations()) {
      operations = operations == null ? new OperationTree() : operations;
      operations.add(operation.method(), template(api, operation), endpoint(api, bare, operation));
    }
    return new Site(whole, operations, access.of(api));
  }

  private static UrlTemplate template(ApiEntry api, OperationEntry operation) {
    try {
      return UrlTemplate.parse(operation.urlTemplate());
    } catch (InvalidTemplateException e) {
      throw new RevisionRefusedException(
          "the operation \""
              + operation.name()
              + "\" of the Api \""
              + api.name()
              + "\": "
              + e.getMessage());
    }
  }

  private Endpoint endpoint(ApiEntry api, Route bare, OperationEntry operation) {
    ExchangeFacts.Operation facts = operation == null ? null : facts(operation);
    String name = operation == null ? null : operation.name();
    Map<String, Route> byProduct = new HashMap<>(0);
    for (ProductEntry product : access.products(api.name())) {
      if (programs.hasPolicies(product.name())) {
        byProduct.put(product.name(), bare.with(program(api, name, product.name()), facts));
      }
    }
    return new Endpoint(bare.with(program(api, name, null), facts), byProduct);
  }

  private Program program(ApiEntry api, String operation, String product) {
    Program program = programs.of(api, operation, product);
    if (program != null) {
      refuseUnknownNames(api, program);
    }
    return program;
  }

  private void refuseUnknownNames(ApiEntry api, Program program) {
    for (String name : program.needs().backends()) {
      if (!backends.containsKey(name)) {
        throw new RevisionRefusedException(
            "a policy of the Api \"" + api.name() + "\" names no backend of the document: " + name);
      }
    }
  }

  private Upstream backendOf(ApiEntry api) {
    if (api.backend() == null) {
      return Upstream.of(RoutingTable.url(api.name(), api.url()));
    }
    Upstream backend = backends.get(api.backend());
    if (backend == null) {
      throw new RevisionRefusedException(
          "the Api \"" + api.name() + "\" names no backend of the document: " + api.backend());
    }
    return backend;
  }

  private static ExchangeFacts.Operation facts(OperationEntry operation) {
    return new ExchangeFacts.Operation(
        operation.name(),
        operation.displayName() == null ? operation.name() : operation.displayName(),
        operation.method(),
        operation.urlTemplate(),
        operation.responses().stream()
            .map(r -> new ExchangeFacts.Representation(r.status(), r.contentType(), r.examples()))
            .toList());
  }

  private static ExchangeFacts.Api facts(ApiEntry api, BackendUrl backend) {
    RequestUrl service =
        new RequestUrl(
            backend.tls() ? "https" : "http",
            backend.host(),
            backend.port(),
            backend.basePath(),
            "");
    return new ExchangeFacts.Api(
        api.name(),
        api.name(),
        api.path(),
        String.valueOf(api.revisionOrOnly().number()),
        api.version() == null ? null : api.version().value(),
        service,
        api.revisionOrOnly().current());
  }
}
