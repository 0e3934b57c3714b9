package dev.apim.api.config;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The whole configuration of an instance: what the operator compiles and a gateway runs.
 *
 * @param schemaLevel level of the document, see {@link SchemaLevel}
 * @param instance name of the instance
 * @param backends by name
 * @param apis by name
 * @param policies by name
 * @param products by name
 * @param subscriptions by name
 * @param namedValues by name
 * @param fragments by name
 */
public record ConfigurationDocument(
    int schemaLevel,
    String instance,
    List<BackendEntry> backends,
    List<ApiEntry> apis,
    List<PolicyEntry> policies,
    List<ProductEntry> products,
    List<SubscriptionEntry> subscriptions,
    List<NamedValueEntry> namedValues,
    List<FragmentEntry> fragments) {

  /** Sorts by name, so that the order in which objects were read never shows. */
  public ConfigurationDocument {
    backends = sorted(backends);
    apis = sorted(apis);
    policies = sorted(policies);
    products = sorted(products);
    subscriptions = sorted(subscriptions);
    namedValues = sorted(namedValues);
    fragments = sorted(fragments);
  }

  private static <T extends ConfigurationEntry> List<T> sorted(List<T> entries) {
    return entries == null
        ? List.of()
        : entries.stream().sorted(Comparator.comparing(ConfigurationEntry::name)).toList();
  }

  /** A document with nothing in it. */
  public static ConfigurationDocument empty(String instance) {
    return new DocumentBuilder(instance).build();
  }

  /** A document of these alone. */
  public static ConfigurationDocument of(
      String instance,
      List<BackendEntry> backends,
      List<ApiEntry> apis,
      List<PolicyEntry> policies) {
    return new DocumentBuilder(instance).backends(backends).apis(apis).policies(policies).build();
  }

  /** The same said to be of another level. */
  public ConfigurationDocument atLevel(int level) {
    return new ConfigurationDocument(
        level, instance, backends, apis, policies, products, subscriptions, namedValues, fragments);
  }

  /** All secrets that it refers to. */
  public List<SecretReference> secrets() {
    return namedValues.stream()
        .map(NamedValueEntry::secret)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(SecretReference::name).thenComparing(SecretReference::key))
        .toList();
  }

  /** Everything in it, by the kind of object that it was compiled from. */
  public Map<String, List<? extends ConfigurationEntry>> byKind() {
    Map<String, List<? extends ConfigurationEntry>> entries = new LinkedHashMap<>();
    entries.put("Api", apis);
    entries.put("Backend", backends);
    entries.put("Policy", policies);
    entries.put("Product", products);
    entries.put("Subscription", subscriptions);
    entries.put("NamedValue", namedValues);
    entries.put("PolicyFragment", fragments);
    return entries;
  }
}
