package dev.apim.e2e.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.pki.CertificateAuthority;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects beside the children of a location: those of strangers, of users and of their gateways.
 */
final class Outsiders {

  private final Cluster cluster;
  private final String namespace;
  private final Fleet fleet;

  Outsiders(Cluster cluster, String namespace, Fleet fleet) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.fleet = fleet;
  }

  void aStrangersObjectIsLeftAlone(String location) {
    String service = location + "-gateway";
    run("create", "service", "clusterip", service, "--tcp=80");
    String selector = read("service", service, "{.spec.selector}");
    fleet.location(location, "contoso", 1, "");
    fleet.objects().awaitCondition("gwloc", location, "Ready", "False", "NameTaken", Fleet.SOON);

    assertThat(read("service", service, "{.spec.selector}")).isEqualTo(selector);
    assertThat(fleet.units(location)).isNotEmpty();
    run("delete", "service", service);
    await("the name is free, and the operator makes its own")
        .atMost(Fleet.SOON)
        .until(
            () ->
                read("service", service, "{.spec.selector.apim\\.dev/location}").equals(location));
  }

  void leasesGoWithTheirLocation(String leaving, String staying) {
    lease(leaving);
    lease(staying);
    fleet.location(leaving, "contoso", 1, ", hosting: SelfHosted");
    for (String location : List.of(leaving, staying)) {
      await("it is its location's")
          .atMost(Fleet.SOON)
          .until(() -> leaseOwner(location).equals(location));
    }

    run("delete", "gwloc", leaving);

    await("it is gone")
        .atMost(Fleet.SOON)
        .until(() -> read("lease", leaving + "-1", "{.metadata.uid}").isEmpty());
    assertThat(leaseOwner(staying)).isEqualTo(staying);
  }

  void aWrongTlsSecretIsTold(String location, Path directory) {
    CertificateAuthority authority = CertificateAuthority.create(directory, "shops");
    authority.issue("one", "CN=one.example", List.of("one.example"));
    authority.issue("two", "CN=two.example", List.of("two.example"));
    fleet.location(
        location,
        "contoso",
        1,
        ", hosting: SelfHosted, network: {tls: {certificates: [{secretRef: {name: shop}}]}}");
    awaitCertificates(location, "False", "SecretNotFound");

    tlsSecret(directory.resolve("one.crt"), directory.resolve("two.key"));
    assertThat(awaitCertificates(location, "False", "InvalidSecret").path("message").asText())
        .contains("\"shop\"", "tls.key is not the key of tls.crt");

    tlsSecret(directory.resolve("one.crt"), directory.resolve("one.key"));
    awaitCertificates(location, "True", "CertificatesFit");
  }

  private JsonNode awaitCertificates(String location, String status, String reason) {
    return fleet
        .objects()
        .awaitCondition("gwloc", location, "CertificatesUsable", status, reason, Fleet.SOON);
  }

  private void tlsSecret(Path certificate, Path key) {
    run("delete", "secret", "shop", "--ignore-not-found");
    run(
        "create",
        "secret",
        "generic",
        "shop",
        "--from-file=tls.crt=" + certificate,
        "--from-file=tls.key=" + key);
  }

  private void lease(String location) {
    fleet
        .objects()
        .apply(
            """
            apiVersion: coordination.k8s.io/v1
            kind: Lease
            metadata:
              name: %s-1
              labels: {apim.dev/instance: contoso, apim.dev/location: %s, apim.dev/component: gateway}
            spec: {holderIdentity: %s-1, leaseDurationSeconds: 150}
            """
                .formatted(location, location, location))
        .orThrow();
  }

  private String leaseOwner(String location) {
    return read("lease", location + "-1", "{.metadata.ownerReferences[*].name}");
  }

  private void run(String... command) {
    List<String> whole = new ArrayList<>(List.of(command));
    whole.addAll(List.of("-n", namespace));
    cluster.kubectl(whole.toArray(String[]::new)).orThrow();
  }

  private String read(String kind, String name, String path) {
    return cluster
        .kubectl("get", kind, name, "-n", namespace, "--ignore-not-found", "-o", "jsonpath=" + path)
        .out()
        .strip();
  }
}
