package dev.apim.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The operator with an API server that has nothing: it starts all its loops and idles. */
final class OperatorRehearsal implements Rehearsal {

  private static final String STARTED = "Installed features:";

  private final LoopbackServer cluster;

  private OperatorRehearsal(LoopbackServer cluster) {
    this.cluster = cluster;
  }

  static OperatorRehearsal prepare() throws IOException {
    return new OperatorRehearsal(LoopbackServer.start(new EmptyCluster()));
  }

  @Override
  public String jar() {
    return "operator.jar";
  }

  @Override
  public Map<String, String> settings(Path folder) throws IOException {
    return Map.of(
        "APIM_CLUSTER_NAME", "none",
        "APIM_OPERATOR_NAMESPACE", "none",
        "APIM_LEADER_ELECTION", "false",
        "QUARKUS_HTTP_HOST", "127.0.0.1",
        "QUARKUS_HTTP_PORT", "0",
        "KUBECONFIG", Kubeconfig.write(folder, cluster.address()).toString());
  }

  @Override
  public boolean over(String log) {
    return log.contains(STARTED);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
