package dev.apim.operator.manifest;

/**
 * A way of making the pods of gateways (B39). A newer one comes with a newer operator, whose start
 * restarts nothing: {@link PlatformChoice} says when a location moves.
 */
public enum Platform {
  /** Of the first release: a replica that has not answered for 30 s is restarted. */
  FIRST(1),
  /** A replica is restarted when it has not answered for a minute. */
  PATIENT(2);

  /** What new locations are made on. */
  public static final Platform CURRENT = PATIENT;

  private final int number;

  Platform(int number) {
    this.number = number;
  }

  /** As status tells it; a higher one is newer. */
  public int number() {
    return number;
  }
}
