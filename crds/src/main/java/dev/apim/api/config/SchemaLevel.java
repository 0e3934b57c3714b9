package dev.apim.api.config;

/** The level of the snapshot document. A reader takes documents of its own level and below. */
public final class SchemaLevel {

  /** The level that this version writes and reads. */
  public static final int CURRENT = 1;

  private SchemaLevel() {}
}
