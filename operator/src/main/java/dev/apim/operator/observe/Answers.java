package dev.apim.operator.observe;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** What the code of an API server's answer means. */
public final class Answers {

  private static final int UNPROCESSABLE = 422;

  private Answers() {}

  /** The object is there already, has changed meanwhile, or another manager has the field. */
  public static boolean isConflict(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  /** The object, or what it belongs to, is not there. */
  public static boolean isNotFound(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
  }

  /** The object breaks a rule of its kind. */
  public static boolean isInvalid(KubernetesClientException e) {
    return e.getCode() == UNPROCESSABLE;
  }

  /** What the API server said, else what the client did. */
  public static String text(KubernetesClientException e) {
    return e.getStatus() == null || e.getStatus().getMessage() == null
        ? e.getMessage()
        : e.getStatus().getMessage();
  }
}
