package dev.apim.compiler;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.DocumentBuilder;
import dev.apim.api.config.PolicyEntry;
import dev.apim.api.config.ProductEntry;
import dev.apim.api.config.SnapshotSplitter;
import dev.apim.api.config.SnapshotTooLargeException;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.Product;
import dev.apim.api.v1alpha1.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compiles the configuration objects of an instance (B53, B77). A broken object never breaks
 * another: it is judged, and its last good version, the one in the active snapshot, stays. One that
 * is kept for an instance remembers what it has made, so that an edit costs the work of one object;
 * the result is that of a new one. For one thread at a time.
 */
public final class ConfigurationCompiler {

  private final ApiMemory apiMemory = new ApiMemory();
  private final SourceMemory sources = new SourceMemory();
  private final SnapshotSplitter splitter = new SnapshotSplitter();

  /**
   * Compiles.
   *
   * @throws SnapshotTooLargeException where the result exceeds a size limit, and not by an edit of
   *     an Api, Policy or PolicyFragment
   */
  public CompileResult compile(CompileRequest request) {
    Oversize oversize = Oversize.NONE;
    while (true) {
      try {
        return compile(request, oversize);
      } catch (SnapshotTooLargeException e) {
        oversize = oversize.and(e, last(request)).orElseThrow(() -> e);
      }
    }
  }

  private static ConfigurationDocument last(CompileRequest request) {
    return request.active().orElseGet(() -> ConfigurationDocument.empty(request.instance()));
  }

  private CompileResult compile(CompileRequest request, Oversize oversize) {
    apiMemory.begin();
    sources.begin();
    String instance = request.instance();
    ConfigurationDocument last = last(request);
    Ceiling ceiling = request.ceiling().atLeast(last.schemaLevel());
    Map<ObjectKey, Verdict> verdicts = new HashMap<>();
    BackendCompiler backendCompiler = new BackendCompiler(last, sources, ceiling);
    request.objects().of(Backend.class, instance).forEach(backendCompiler::add);
    PolicyParts parts = PolicyParts.of(request, last, sources, ceiling, oversize);
    backendCompiler.settle(parts, verdicts);
    List<Api> apis = request.objects().of(Api.class, instance);
    ApiCompiler apiCompiler =
        new ApiCompiler(
            last, backendCompiler, request.outside().imports(), apiMemory, ceiling, oversize);
    apis.forEach(apiCompiler::add);
    Set<String> apiNames = apiCompiler.operations().keySet();
    ProductCompiler productCompiler = new ProductCompiler(last, apiNames, sources, ceiling);
    request.objects().of(Product.class, instance).forEach(productCompiler::add);
    PolicyCompiler policyCompiler =
        new PolicyCompiler(
            new PolicyCompiler.Targets(instance, apiCompiler.operations(), productCompiler.names()),
            last,
            backendCompiler,
            sources,
            ceiling,
            oversize);
    request.objects().of(Policy.class, instance).forEach(policyCompiler::add);
    policyCompiler.settle(parts, verdicts);
    parts.verdicts(verdicts);
    List<ApiEntry> apiEntries = apiCompiler.compile(verdicts, policyCompiler::neverRun);
    List<ProductEntry> productEntries =
        productCompiler.compile(verdicts, policyCompiler::neverRunForProduct);
    SubscriptionCompiler subscriptionCompiler =
        new SubscriptionCompiler(
            last, apiNames, productCompiler.names(), request.outside().keys(), sources, ceiling);
    for (Subscription subscription : request.objects().of(Subscription.class, instance)) {
      verdicts.put(ObjectKey.of(subscription), subscriptionCompiler.compile(subscription));
    }
    List<PolicyEntry> policyEntries =
        policyCompiler.entries(carried(apiEntries), names(productEntries));
    ConfigurationDocument document =
        new DocumentBuilder(instance)
            .backends(backendCompiler.entries(used(apiEntries, policyEntries), parts))
            .apis(
                new Mocks(policyEntries, parts.fragments()).travelling(apiEntries, apiMemory::bare))
            .policies(policyEntries)
            .products(productEntries)
            .subscriptions(subscriptionCompiler.entries())
            .namedValues(parts.namedValues())
            .fragments(parts.fragments())
            .build();
    return new CompileResult(splitter.split(document, request.leastBuckets()), document, verdicts);
  }

  private static Map<String, ApiEntry> carried(List<ApiEntry> apis) {
    return apis.stream().collect(Collectors.toMap(ApiEntry::name, Function.identity()));
  }

  private static Set<String> names(List<ProductEntry> products) {
    return products.stream().map(ProductEntry::name).collect(Collectors.toSet());
  }

  private static Set<String> used(List<ApiEntry> apis, List<PolicyEntry> policies) {
    return Stream.concat(
            apis.stream().map(ApiEntry::backend).filter(Objects::nonNull),
            policies.stream().flatMap(policy -> policy.backends().stream()))
        .collect(Collectors.toSet());
  }
}
