package dev.apim.api.config;

/**
 * Which revision of an API an entry is.
 *
 * @param number asked for by {@code ;rev=number} behind the path
 * @param current whether it also answers where no revision is asked for
 */
public record RevisionEntry(int number, boolean current) {

  /** An API without revisions. */
  public static final RevisionEntry ONLY = new RevisionEntry(1, true);
}
