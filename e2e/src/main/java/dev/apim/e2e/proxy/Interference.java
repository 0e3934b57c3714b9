package dev.apim.e2e.proxy;

/** What goes wrong between operator and API server. Called by many threads. */
public interface Interference {

  /** Nothing goes wrong. */
  Interference NONE = request -> Verdict.PASS;

  /** What becomes of a request. */
  Verdict of(ApiRequest request);

  /** What becomes of an event of a watch; it is called once for each. */
  default EventVerdict ofEvent(ApiRequest watch) {
    return EventVerdict.PASS;
  }

  /** The API server has answered and the operator does not know yet. */
  default void answered(ApiRequest request, int status) {}

  /**
   * What becomes of an event of a watch.
   *
   * @param copies how often it is passed on
   * @param cut whether the watch then ends
   * @param delayMillis how long it, and what comes after it, is held back
   */
  record EventVerdict(int copies, boolean cut, long delayMillis) {
    /** It is passed on. */
    public static final EventVerdict PASS = new EventVerdict(1, false, 0);
  }
}
