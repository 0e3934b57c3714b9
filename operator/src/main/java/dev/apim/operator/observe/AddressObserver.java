package dev.apim.operator.observe;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import java.util.Collection;
import java.util.Optional;

/** The address of a Service: that of its load balancer, else the one inside the cluster. */
public final class AddressObserver {

  private AddressObserver() {}

  /** The address; none while there is none. */
  public static Optional<String> address(Optional<Service> service) {
    return service.flatMap(
        known ->
            "LoadBalancer".equals(known.getSpec().getType())
                ? balanced(known)
                : Optional.ofNullable(known.getSpec().getClusterIP())
                    .filter(address -> !address.isBlank()));
  }

  private static Optional<String> balanced(Service service) {
    return Optional.ofNullable(service.getStatus())
        .map(ServiceStatus::getLoadBalancer)
        .map(LoadBalancerStatus::getIngress)
        .stream()
        .flatMap(Collection::stream)
        .map(AddressObserver::of)
        .findFirst();
  }

  private static String of(LoadBalancerIngress ingress) {
    return ingress.getIp() == null ? ingress.getHostname() : ingress.getIp();
  }
}
