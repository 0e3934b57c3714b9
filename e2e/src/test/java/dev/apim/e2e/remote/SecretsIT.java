package dev.apim.e2e.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.app.GatewayProcess;
import dev.apim.e2e.cluster.AuditEntry;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.region.Region;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets from the one that a user names to the gateways of two clusters, and nowhere else. */
class SecretsIT {

  private static final String PUSH_USER =
      "system:serviceaccount:" + Pushed.NAMESPACE + ":apim-push";

  /** The primary looks after the Secrets of others each 30 s. */
  private static final Duration HEALED = Duration.ofSeconds(45);

  private static final String FIRST = "s33d-+/one four&=%x";
  private static final String SECOND = "s33d-+/two five&=%y";

  @RegisterExtension static final OwnClusters CLUSTERS = PrimaryAndSecondary.clusters();

  private static PrimaryAndSecondary both;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void installBoth() {
    both = PrimaryAndSecondary.install(CLUSTERS);
    for (Region region : List.of(both.primary(), both.secondary())) {
      region
          .operator()
          .orElseThrow()
          .expectLog("EventProcessor.*PATCH.*/status.*not found")
          .expectLog("BlockedThreadChecker")
          .expectLog("is not as it was written");
    }
  }

  @AfterAll
  static void endBoth() {
    if (both != null) {
      both.close();
    }
  }

  private static String secret(String value) {
    return """
           ---
           apiVersion: v1
           kind: Secret
           metadata: {name: partner}
           stringData: {password: "%s"}
           """
        .formatted(value);
  }

  private static String policy(Pushed pushed) {
    return """
---
apiVersion: apim.dev/v1alpha1
kind: NamedValue
metadata: {name: partner}
spec: {instanceRef: {name: keys}, secretRef: {name: partner, key: password}}
---
apiVersion: apim.dev/v1alpha1
kind: Backend
metadata: {name: partner}
spec:
  instanceRef: {name: keys}
  url: https://partner.example
  credentials: {headers: [{name: x-key, value: "{{partner}}"}]}
---
apiVersion: apim.dev/v1alpha1
kind: Policy
metadata: {name: partner}
spec:
  instanceRef: {name: keys}
  targetRef: {kind: Api, name: keys-one}
  document: |
    <policies><inbound>
      <set-variable name="known" value="@("{{partner}}" == context.Request.Headers.GetValueOrDefault("x-key", ""))" />
      <choose><when condition="@((bool)context.Variables["known"])">
        <return-response><set-status code="204" reason="Known" /></return-response>
      </when><when condition="@(context.Request.Headers.ContainsKey("x-break"))">
        <set-variable name="n" value="@(int.Parse("{{partner}}"))" />
      </when></choose>
      <return-response><set-status code="401" reason="Unknown" /></return-response>
    </inbound></policies>
""";
  }

  private static GatewayProcess gateway(Cluster cluster, String name, String location) {
    return GatewayProcess.start(
            cluster,
            GatewayProcess.Settings.forTests(name, Pushed.NAMESPACE, "keys", location, "West US"))
        // its Role may lag behind for some seconds
        .expectLog("Cannot load revision .* answered 403");
  }

  private int status(GatewayProcess gateway, String header, String value) {
    HttpRequest request = HttpRequest.newBuilder(gateway.url("/one")).header(header, value).build();
    return send(request).statusCode();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void awaitServed(GatewayProcess gateway, String value) {
    await().atMost(Pushed.LIMIT).until(() -> status(gateway, "x-key", value) == 204);
  }

  private static List<Secret> carried(Cluster cluster) {
    return cluster
        .client()
        .secrets()
        .inNamespace(Pushed.NAMESPACE)
        .withLabel("apim.dev/component", "values")
        .list()
        .getItems();
  }

  @Test
  @DisplayName("secrets reach gateways of every cluster and rotate; nothing else ever shows them")
  void secretsAreCarriedAndNeverShown() {
    Pushed pushed = both.pushed("keys").apply().awaitTaken();
    Instant start = Instant.now();
    pushed.here().apply(policy(pushed)).orThrow();
    JsonNode missing =
        pushed
            .here()
            .awaitCondition(
                "NamedValue", "partner", "Accepted", "False", "SecretNotFound", Pushed.LIMIT);
    assertThat(missing.path("message").asText())
        .contains("spec.secretRef", "\"partner\" does not exist", "\"password\"");
    pushed.here().apply(secret(FIRST)).orThrow();
    try (GatewayProcess near = gateway(both.west(), "keys-near-0", pushed.near());
        GatewayProcess far = gateway(both.east(), "keys-far-0", pushed.far())) {
      near.awaitReady();
      far.awaitReady();
      awaitServed(near, FIRST);
      awaitServed(far, FIRST);
      pushed
          .here()
          .awaitCondition("Backend", "partner", "Accepted", "True", "Accepted", Pushed.LIMIT);
      assertThat(status(near, "x-key", "guessed")).isEqualTo(401);
      assertThat(status(near, "x-break", "")).isEqualTo(500);

      pushed.here().apply(secret(SECOND)).orThrow();
      awaitServed(near, SECOND);
      awaitServed(far, SECOND);
      assertThat(status(far, "x-key", FIRST)).isEqualTo(401);
      assertThat(carried(both.east())).hasSize(2).allMatch(Secret::getImmutable);

      assertDeletedComesBack(both.west());
      assertReplacedIsPutRight(both.west());
      assertReplacedIsPutRight(both.east());

      both.west().kubectl("delete", "secret", "partner", "-n", Pushed.NAMESPACE).orThrow();
      pushed
          .here()
          .awaitCondition(
              "NamedValue", "partner", "Accepted", "False", "SecretNotFound", Pushed.LIMIT);
      assertThat(status(far, "x-key", SECOND)).isEqualTo(204);

      for (Cluster cluster : List.of(both.west(), both.east())) {
        assertNothingShows(cluster.name() + ": API objects", objects(cluster));
      }
      for (GatewayProcess gateway : List.of(near, far)) {
        assertNothingShows("metrics", get(gateway.managementUrl("/metrics")));
        assertNothingShows("log and local copy", files(gateway.log().getParent()));
      }
      assertNothingShows("the operators' logs", operatorLogs());
      assertNothingShows(
          "the operator's metrics", get(both.primary().operator().orElseThrow().url("/q/metrics")));
    }
    assertThat(secretVerbs(start)).containsExactly("create");
  }

  private static Secret active(Cluster cluster) {
    String value = Base64.getEncoder().encodeToString(SECOND.getBytes(StandardCharsets.UTF_8));
    return carried(cluster).stream()
        .filter(secret -> secret.getData().containsValue(value))
        .findFirst()
        .orElseThrow();
  }

  private static void assertDeletedComesBack(Cluster cluster) {
    Secret active = active(cluster);
    cluster.client().resource(active).delete();
    awaitAgain(cluster, active);
  }

  /** B8: without labels and with another value; who cannot read it finds it deleted, then gone. */
  private static void assertReplacedIsPutRight(Cluster cluster) {
    Secret active = active(cluster);
    cluster.client().resource(active).delete();
    Secret other =
        new SecretBuilder()
            .withNewMetadata()
            .withName(active.getMetadata().getName())
            .withNamespace(Pushed.NAMESPACE)
            .endMetadata()
            .withType(active.getType())
            .addToData("other", "dmFsdWU=")
            .build();
    cluster.client().resource(other).create();
    awaitAgain(cluster, active);
  }

  private static void awaitAgain(Cluster cluster, Secret active) {
    await(active.getMetadata().getName() + " in " + cluster.name())
        .atMost(HEALED)
        .until(
            () ->
                carried(cluster).stream()
                    .anyMatch(
                        secret ->
                            secret.getMetadata().getName().equals(active.getMetadata().getName())
                                && secret.getData().equals(active.getData())));
  }

  private static List<String> secretVerbs(Instant start) {
    return both.east().auditLog().since(start).stream()
        .filter(entry -> entry.user().equals(PUSH_USER) && entry.resource().equals("secrets"))
        .map(AuditEntry::verb)
        .distinct()
        .toList();
  }

  /** Everything that the API server has, but for Secrets. */
  private static String objects(Cluster cluster) {
    String kinds =
        cluster
            .kubectl("api-resources", "--verbs=list", "-o", "name")
            .orThrow()
            .lines()
            .filter(kind -> !kind.equals("secrets") && !kind.endsWith(".metrics.k8s.io"))
            .collect(Collectors.joining(","));
    return cluster.kubectl("get", kinds, "-A", "--show-managed-fields", "-o", "json").orThrow();
  }

  private String get(URI uri) {
    return send(HttpRequest.newBuilder(uri).build()).body();
  }

  private static String operatorLogs() {
    return Stream.of(both.primary(), both.secondary())
        .map(region -> text(region.operator().orElseThrow().log()))
        .collect(Collectors.joining("\n"));
  }

  private static String files(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(SecretsIT::text)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertNothingShows(String where, String text) {
    assertThat(text).as(where).isNotEmpty();
    for (String seed : List.of(FIRST, SECOND)) {
      for (String form : SeedForms.of(seed)) {
        assertThat(text.contains(form)).as(where + " shows " + form).isFalse();
      }
    }
  }
}
