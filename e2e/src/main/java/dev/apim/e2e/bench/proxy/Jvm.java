package dev.apim.e2e.bench.proxy;

import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** What runs on Java: the gateway, and a proxy written by hand on the library that it uses. */
final class Jvm {

  private static final List<String> OPTIONS =
      List.of("-XX:+UseParallelGC", "-XX:MaxRAMPercentage=40", "-Xss512k");

  private static final String API =
      """
      apiVersion: apim.dev/v1alpha1
      kind: Api
      metadata: {name: %s}
      spec:
        instanceRef: {name: bench}
        path: %s
        backend: {type: Url, url: "http://127.0.0.1:%d"}
      """;

  private static final String SIX_POLICIES =
      """
apiVersion: apim.dev/v1alpha1
kind: Policy
metadata: {name: bench}
spec:
  instanceRef: {name: bench}
  targetRef: {kind: Api, name: api}
  document: |
    <policies>
      <inbound>
        <base />
        <choose>
          <when condition="@("West US".Equals(context.Deployment.Region, StringComparison.OrdinalIgnoreCase))">
            <set-variable name="side" value="west" />
          </when>
          <otherwise>
            <set-variable name="side" value="other" />
          </otherwise>
        </choose>
        <set-header name="x-side" exists-action="override">
          <value>@((string)context.Variables["side"])</value>
        </set-header>
        <set-header name="x-api" exists-action="override">
          <value>@(context.Api.Name)</value>
        </set-header>
        <rewrite-uri template="/v2/orders" />
        <rate-limit-by-key calls="100000000" renewal-period="60" counter-key="@(context.Request.IpAddress)" />
      </inbound>
    </policies>
""";

  private Jvm() {}

  /** The handler as one writes it. */
  static List<String> handler(Setup setup) {
    List<String> command = handler(setup.port(), setup.backend());
    if (setup.tls()) {
      command.addAll(List.of(setup.certificate().toString(), setup.key().toString()));
    }
    return command;
  }

  /** Without what a proxy cannot do without. */
  static List<String> leastHandler(Setup setup) {
    List<String> command = handler(setup.port(), setup.backend());
    command.add("least");
    return command;
  }

  private static List<String> handler(int port, int backend) {
    List<String> command = new ArrayList<>(List.of(java().toString()));
    command.addAll(OPTIONS);
    command.addAll(
        List.of(
            "-cp",
            gatewayJar().toString(),
            Home.tree().resolve("e2e/src/bench/BareHandler.java").toString(),
            Integer.toString(port),
            Integer.toString(backend)));
    return command;
  }

  /** The gateway as it is without policies. */
  static List<String> gateway(Setup setup) throws IOException {
    return gateway(setup, setup.folder().resolve("bare"), "");
  }

  /** The gateway with the policies that the bench is about. */
  static List<String> gatewayWithPolicies(Setup setup) throws IOException {
    return gateway(setup, setup.folder().resolve("policies"), SIX_POLICIES);
  }

  private static List<String> gateway(Setup setup, Path folder, String policies)
      throws IOException {
    Files.createDirectories(folder);
    writeApi(folder, "bench.yaml", "api", setup.backend());
    Files.writeString(folder.resolve("policies.yaml"), policies);
    if (!setup.tls()) {
      return gatewayOf(folder, setup.port());
    }
    List<String> command = new ArrayList<>(gatewayOf(folder, Ports.free()));
    command.addAll(List.of("--tls-port", Integer.toString(setup.port())));
    command.addAll(List.of("--tls-cert", setup.certificate().toString()));
    command.addAll(List.of("--tls-key", setup.key().toString()));
    return command;
  }

  /** The gateway with what a folder holds. */
  static List<String> gatewayOf(Path folder, int port) {
    List<String> command = new ArrayList<>(List.of(java().toString()));
    command.addAll(OPTIONS);
    command.addAll(
        List.of(
            "-jar",
            gatewayJar().toString(),
            "run",
            "--config",
            folder.toString(),
            "--port",
            Integer.toString(port),
            "--region",
            "West US"));
    return command;
  }

  /** Writes an Api of that path and name. */
  static void writeApi(Path folder, String file, String name, int backend) throws IOException {
    Path fresh =
        Files.writeString(folder.resolve(file + ".new"), API.formatted(name, name, backend));
    Files.move(fresh, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes the Api of the bench and the policies that the bench is about. */
  static void writePolicies(Path folder, int backend) throws IOException {
    writeApi(folder, "bench.yaml", "api", backend);
    Files.writeString(folder.resolve("policies.yaml"), SIX_POLICIES);
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  static Path gatewayJar() {
    return Home.tree().resolve("gateway-image/gateway/target/gateway.jar");
  }
}
