package dev.apim.api.config;

/** The level of the snapshot document. A reader takes documents of its own level and below. */
public final class SchemaLevel {

  /** APIs and backends. */
  public static final int FIRST = 1;

  /** Policies too: a reader that does not know them must not serve without them. */
  public static final int POLICIES = 2;

  /** Operations, versions and revisions: who ignores them answers what should not be answered. */
  public static final int OPERATIONS = 3;

  /** Products and subscriptions: who ignores them lets everybody in. */
  public static final int SUBSCRIPTIONS = 4;

  /** Named values, fragments and secrets, which policies cannot be run without. */
  public static final int POLICY_PARTS = 5;

  /** Backends that are more than an address: a reader must not leave out what they ask for. */
  public static final int BACKENDS = 6;

  /** The highest level that this version writes and reads. */
  public static final int CURRENT = BACKENDS;

  private SchemaLevel() {}

  /** The lowest level that has all that is in a document. */
  static int of(ConfigurationDocument document) {
    if (!document.backends().stream().allMatch(BackendEntry::isPlain)) {
      return BACKENDS;
    }
    if (!document.namedValues().isEmpty() || !document.fragments().isEmpty()) {
      return POLICY_PARTS;
    }
    if (!document.products().isEmpty() || !document.subscriptions().isEmpty()) {
      return SUBSCRIPTIONS;
    }
    int apis = document.apis().stream().mapToInt(SchemaLevel::of).max().orElse(FIRST);
    return Math.max(apis, document.policies().isEmpty() ? FIRST : POLICIES);
  }

  /** The lowest level that has all that is in an Api. */
  public static int of(ApiEntry api) {
    if (api.keyRule() != null) {
      return SUBSCRIPTIONS;
    }
    return hasParts(api) ? OPERATIONS : FIRST;
  }

  private static boolean hasParts(ApiEntry api) {
    return api.version() != null || api.revision() != null || !api.operations().isEmpty();
  }
}
