package dev.apim.e2e.real;

import dev.apim.e2e.load.LoadClient;
import dev.apim.e2e.load.LoadReport;
import dev.apim.e2e.region.Endpoints;
import dev.apim.e2e.region.Site;
import java.util.List;

/** Requests to every ready pod, region by region, as a load balancer would send them. */
final class RegionLoad implements AutoCloseable {
  private final List<Endpoints> endpoints;
  private final List<LoadClient> clients;

  RegionLoad(List<Site> sites, String path, int requestsPerSecond) {
    endpoints = sites.stream().map(site -> new Endpoints(site, path)).toList();
    clients =
        endpoints.stream().map(each -> LoadClient.start(each::now, requestsPerSecond)).toList();
  }

  List<LoadReport> stop() {
    return clients.stream().map(LoadClient::stop).toList();
  }

  @Override
  public void close() {
    clients.forEach(LoadClient::close);
    endpoints.forEach(Endpoints::close);
  }
}
