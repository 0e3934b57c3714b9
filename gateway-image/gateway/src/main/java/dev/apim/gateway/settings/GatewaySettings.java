package dev.apim.gateway.settings;

import dev.apim.policy.context.ExchangeFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a gateway is told by its environment.
 *
 * @param instance name of the ApiManagementInstance, and of its configuration pointer
 * @param location name of the GatewayLocation
 * @param namespace namespace of both
 * @param region region of the location as its user wrote it
 * @param zone zone of the replica; empty where it is not pinned to one
 * @param replica name of the replica and of its Lease
 * @param podUid owner of the Lease; absent for a self-hosted gateway
 * @param dataDirectory where the local copy of the configuration lies
 * @param httpPort port for the traffic; 0 takes any free one
 * @param httpsPort port for traffic over TLS, opened once there is a certificate; 0 takes any
 * @param managementPort port for probes and metrics; 0 takes any free one
 * @param drain how long the status path says 503 before the port closes
 * @param shutdown how long requests in flight may take after that
 * @param relist how often the pointer is read besides being watched
 * @param trial how long a revision must serve before an end of the process is not its fault
 * @param copyKey file with the key by which secrets are kept beside the copy; absent where they are
 *     kept on a volume in memory only
 * @param identity where tokens in the gateway's own name come from
 * @param telemetry what is told of requests
 * @param capacity when requests are refused
 * @param limits what clients may send, and how slowly
 * @param nameServers DNS servers, host and port; the system's where there are none
 * @param kubeconfig file that names the API server; absent in a cluster
 */
public record GatewaySettings(
    String instance,
    String location,
    String namespace,
    String region,
    String zone,
    String replica,
    Optional<String> podUid,
    Path dataDirectory,
    int httpPort,
    int httpsPort,
    int managementPort,
    Duration drain,
    Duration shutdown,
    Duration relist,
    Duration trial,
    Optional<Path> copyKey,
    IdentitySettings identity,
    TelemetrySettings telemetry,
    CapacitySettings capacity,
    Limits limits,
    List<String> nameServers,
    Optional<Path> kubeconfig) {

  /** What policies are told of where the replica runs (B96). */
  public ExchangeFacts.Deployment deployment() {
    return new ExchangeFacts.Deployment(region, zone, instance, location, replica);
  }

  /**
   * Reads the environment.
   *
   * @throws SettingsException where a value is missing or cannot be used; the message names it
   */
  public static GatewaySettings read(Map<String, String> environment) {
    Environment values = new Environment(environment);
    return new GatewaySettings(
        values.required("APIM_INSTANCE"),
        values.required("APIM_LOCATION"),
        values.required("APIM_NAMESPACE"),
        values.text("APIM_REGION", ""),
        values.text("APIM_ZONE", ""),
        values.required("APIM_REPLICA_NAME"),
        values.optional("APIM_POD_UID"),
        Path.of(values.text("APIM_DATA_DIR", "/var/lib/apim")),
        values.number("APIM_HTTP_PORT", 8080, 65535),
        values.number("APIM_HTTPS_PORT", 8443, 65535),
        values.number("APIM_MANAGEMENT_PORT", 8081, 65535),
        Duration.ofSeconds(values.number("APIM_DRAIN_SECONDS", 3, 3600)),
        Duration.ofSeconds(values.number("APIM_SHUTDOWN_SECONDS", 10, 3600)),
        Duration.ofSeconds(Math.max(1, values.number("APIM_RELIST_SECONDS", 10, 3600))),
        Duration.ofSeconds(Math.max(1, values.number("APIM_TRIAL_SECONDS", 60, 3600))),
        values.optional("APIM_COPY_KEY_FILE").map(Path::of),
        IdentitySettings.read(values),
        TelemetrySettings.read(values),
        CapacitySettings.read(values),
        Limits.read(values),
        values.optional("APIM_NAME_SERVERS").stream()
            .flatMap(servers -> Stream.of(servers.split("[,\\s]+")))
            .toList(),
        values.optional("KUBECONFIG").map(Path::of));
  }
}
