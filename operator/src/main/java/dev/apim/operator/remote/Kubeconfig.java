package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.Reason;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * Turns the text of a kubeconfig into a client's settings. What would run a program or read a file
 * of this process is refused: whoever writes the Secret must not get more than a connection.
 */
final class Kubeconfig {

  private static final int CONNECT_MILLIS = 3_000;
  private static final int REQUEST_MILLIS = 8_000;
  private static final int RETRIES = 1;

  private Kubeconfig() {}

  static Config parse(String text) throws ConnectionFailedException {
    io.fabric8.kubernetes.api.model.Config model = model(text);
    for (NamedAuthInfo user : model.getUsers()) {
      check(user.getName(), user.getUser());
    }
    for (NamedCluster cluster : model.getClusters()) {
      check(cluster.getCluster());
    }
    try {
      return new ConfigBuilder(Config.fromKubeconfig(text))
          .withConnectionTimeout(CONNECT_MILLIS)
          .withRequestTimeout(REQUEST_MILLIS)
          .withRequestRetryBackoffLimit(RETRIES)
          .withHttpProxy(null)
          .withHttpsProxy(null)
          .build();
    } catch (RuntimeException e) {
      throw invalid("it cannot be read: " + e.getMessage());
    }
  }

  private static io.fabric8.kubernetes.api.model.Config model(String text)
      throws ConnectionFailedException {
    io.fabric8.kubernetes.api.model.Config model;
    try {
      model = Serialization.unmarshal(text, io.fabric8.kubernetes.api.model.Config.class);
    } catch (RuntimeException e) {
      throw invalid("it is no kubeconfig in YAML");
    }
    if (model == null || model.getClusters().isEmpty() || model.getUsers().isEmpty()) {
      throw invalid("it names no cluster and user");
    }
    return model;
  }

  private static void check(String name, AuthInfo user) throws ConnectionFailedException {
    if (user == null) {
      throw invalid("user " + name + " has no credentials; give it a token");
    }
    if (user.getExec() != null || user.getAuthProvider() != null) {
      throw invalid("user " + name + " gets its credentials from a program; give it a token");
    }
    if (user.getTokenFile() != null
        || user.getClientCertificate() != null
        || user.getClientKey() != null) {
      throw invalid("user " + name + " names files; give it a token or inline data");
    }
  }

  private static void check(Cluster cluster) throws ConnectionFailedException {
    if (cluster == null || cluster.getServer() == null) {
      throw invalid("a cluster has no server");
    }
    if (cluster.getCertificateAuthority() != null) {
      throw invalid("a cluster names a file; use certificate-authority-data");
    }
  }

  private static ConnectionFailedException invalid(String fault) {
    return new ConnectionFailedException(
        Reason.KubeconfigInvalid, "the kubeconfig cannot be used: " + fault);
  }
}
