package dev.apim.e2e.proxy;

/**
 * What becomes of a request.
 *
 * @param kind what is done
 * @param status for {@link Kind#ANSWER}
 * @param delayMillis how long it waits before anything is done
 */
public record Verdict(Kind kind, int status, long delayMillis) {

  /** The ways of treating a request. */
  public enum Kind {
    /** The API server answers. */
    PASS,
    /** The proxy answers with an error, and the API server never hears of it. */
    ANSWER,
    /** Nobody answers, and the API server never hears of it. */
    HANG,
    /** The connection ends before the API server hears of it. */
    CUT,
    /** The API server does it, and the connection ends before the answer. */
    CUT_ANSWER,
    /** A list is answered with what it was at first. */
    STALE
  }

  /** It passes. */
  public static final Verdict PASS = of(Kind.PASS);

  /** One without an error and a delay. */
  public static Verdict of(Kind kind) {
    return new Verdict(kind, 0, 0);
  }

  /** It is refused with that status. */
  public static Verdict answer(int status) {
    return new Verdict(Kind.ANSWER, status, 0);
  }

  /** It passes later. */
  public static Verdict late(long millis) {
    return new Verdict(Kind.PASS, 0, millis);
  }
}
