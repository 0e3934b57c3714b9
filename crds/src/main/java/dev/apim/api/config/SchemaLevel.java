package dev.apim.api.config;

/** The level of the snapshot document. A reader takes documents of its own level and below. */
public final class SchemaLevel {

  /** APIs and backends. */
  public static final int FIRST = 1;

  /** Policies too: a reader that does not know them must not serve without them. */
  public static final int POLICIES = 2;

  /** The highest level that this version writes and reads. */
  public static final int CURRENT = POLICIES;

  private SchemaLevel() {}
}
