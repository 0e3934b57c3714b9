package dev.apim.e2e.controlplane;

import dev.apim.e2e.process.Ports;
import java.util.List;

/**
 * What a control plane must keep over restarts; stored as JSON beside it.
 *
 * @param address the IP address that the API server listens on
 * @param network number that tells the address ranges of clusters on one machine apart
 * @param realNodes pods are real processes that reach the API server through its Service
 */
public record ControlPlaneSettings(
    String name,
    String address,
    int network,
    boolean realNodes,
    int etcdPort,
    int etcdPeerPort,
    int apiPort,
    int controllerManagerPort,
    int schedulerPort,
    Timings timings) {

  /** Settings with ports that are free now. */
  public static ControlPlaneSettings create(
      String name, String address, int network, boolean realNodes, Timings timings) {
    List<Integer> ports = Ports.free(5);
    return new ControlPlaneSettings(
        name,
        address,
        network,
        realNodes,
        ports.get(0),
        ports.get(1),
        ports.get(2),
        ports.get(3),
        ports.get(4),
        timings);
  }

  /** Where clients reach the API server. */
  public String serverUrl() {
    return "https://" + address + ":" + apiPort;
  }

  String serviceRange() {
    return "10." + (96 + network) + ".0.0/16";
  }

  /** The first address of the Service range, which the API server gives to its own Service. */
  String apiServiceAddress() {
    return "10." + (96 + network) + ".0.1";
  }
}
