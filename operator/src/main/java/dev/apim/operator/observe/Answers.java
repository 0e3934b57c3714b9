package dev.apim.operator.observe;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** What the code of an API server's answer means. */
public final class Answers {

  /** What server-side apply says of a field that the CRD of the cluster does not have. */
  public static final String UNKNOWN_FIELD = "field not declared in schema";

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

  /** The shortest text that says what happened: what the API server said, else the root cause. */
  public static String text(Throwable e) {
    if (e instanceof KubernetesClientException answer
        && answer.getStatus() != null
        && answer.getStatus().getMessage() != null) {
      return answer.getStatus().getMessage();
    }
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
