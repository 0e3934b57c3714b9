package dev.apim.api.config;

import java.util.List;

/** Puts a document together; what is not given is empty. */
public final class DocumentBuilder {

  private final String instance;
  private List<BackendEntry> backends = List.of();
  private List<ApiEntry> apis = List.of();
  private List<PolicyEntry> policies = List.of();
  private List<ProductEntry> products = List.of();
  private List<SubscriptionEntry> subscriptions = List.of();
  private List<NamedValueEntry> namedValues = List.of();
  private List<FragmentEntry> fragments = List.of();

  /** Begins the document of an instance. */
  public DocumentBuilder(String instance) {
    this.instance = instance;
  }

  /** The backends. */
  public DocumentBuilder backends(List<BackendEntry> entries) {
    backends = entries;
    return this;
  }

  /** The APIs. */
  public DocumentBuilder apis(List<ApiEntry> entries) {
    apis = entries;
    return this;
  }

  /** The policies. */
  public DocumentBuilder policies(List<PolicyEntry> entries) {
    policies = entries;
    return this;
  }

  /** The products. */
  public DocumentBuilder products(List<ProductEntry> entries) {
    products = entries;
    return this;
  }

  /** The subscriptions. */
  public DocumentBuilder subscriptions(List<SubscriptionEntry> entries) {
    subscriptions = entries;
    return this;
  }

  /** The named values. */
  public DocumentBuilder namedValues(List<NamedValueEntry> entries) {
    namedValues = entries;
    return this;
  }

  /** The policy fragments. */
  public DocumentBuilder fragments(List<FragmentEntry> entries) {
    fragments = entries;
    return this;
  }

  /** The document, at the lowest level that has all that is in it: older readers take it. */
  public ConfigurationDocument build() {
    ConfigurationDocument document = at(SchemaLevel.FIRST);
    return document.atLevel(SchemaLevel.of(document));
  }

  /** The document, said to be of a level. */
  public ConfigurationDocument at(int level) {
    return new ConfigurationDocument(
        level, instance, backends, apis, policies, products, subscriptions, namedValues, fragments);
  }
}
