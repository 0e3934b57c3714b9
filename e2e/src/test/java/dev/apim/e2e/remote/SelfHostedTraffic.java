package dev.apim.e2e.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.app.GatewayProcess;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.load.LoadClient;
import dev.apim.e2e.load.LoadReport;
import java.time.Duration;
import java.util.List;

/** Requests to a self-hosted gateway in each cluster. */
final class SelfHostedTraffic implements AutoCloseable {
  private static final int REQUESTS_PER_SECOND = 20;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final List<GatewayProcess> gateways;
  private final LoadClient load;

  SelfHostedTraffic(PrimaryAndSecondary both, Pushed pushed) {
    gateways =
        List.of(
            gateway(both.west(), pushed, pushed.near()),
            gateway(both.east(), pushed, pushed.far()));
    gateways.forEach(GatewayProcess::awaitReady);
    load =
        LoadClient.start(
            () -> gateways.stream().map(gateway -> gateway.url("/one/a")).toList(),
            REQUESTS_PER_SECOND);
  }

  private static GatewayProcess gateway(Cluster cluster, Pushed pushed, String location) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                cluster
                        .client()
                        .serviceAccounts()
                        .inNamespace(Pushed.NAMESPACE)
                        .withName(location + "-gateway")
                        .get()
                    != null);
    return GatewayProcess.start(
        cluster,
        GatewayProcess.Settings.forTests(
            location + "-1", Pushed.NAMESPACE, pushed.name(), location, "West US"));
  }

  void nothingFailed() {
    LoadReport report = load.stop();
    assertThat(report.sent()).isGreaterThan(REQUESTS_PER_SECOND);
    assertThat(report.failures()).isEmpty();
  }

  @Override
  public void close() {
    load.close();
    gateways.forEach(GatewayProcess::close);
  }
}
