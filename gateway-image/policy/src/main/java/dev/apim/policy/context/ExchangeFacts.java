package dev.apim.policy.context;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What an exchange belongs to; a part is null where it does not apply.
 *
 * @param certificates of the gateway by their thumbprints, read when they are asked for
 */
public record ExchangeFacts(
    Api api,
    Operation operation,
    Product product,
    Subscription subscription,
    User user,
    Deployment deployment,
    Supplier<Map<String, X509Certificate>> certificates) {

  /** Where the gateway has no certificates. */
  public ExchangeFacts(
      Api api,
      Operation operation,
      Product product,
      Subscription subscription,
      User user,
      Deployment deployment) {
    this(api, operation, product, subscription, user, deployment, Map::of);
  }

  /** The API that was called. */
  public record Api(
      String id,
      String name,
      String path,
      String revision,
      String version,
      RequestUrl serviceUrl,
      boolean current) {

    /** The current revision of an API. */
    public Api(
        String id,
        String name,
        String path,
        String revision,
        String version,
        RequestUrl serviceUrl) {
      this(id, name, path, revision, version, serviceUrl, true);
    }
  }

  /** Its operation. */
  public record Operation(
      String id,
      String name,
      String method,
      String urlTemplate,
      List<Representation> representations) {

    /** One of which nothing is said that it answers. */
    public Operation(String id, String name, String method, String urlTemplate) {
      this(id, name, method, urlTemplate, List.of());
    }
  }

  /**
   * What an operation answers with one status.
   *
   * @param examples bodies, the usual one first
   */
  public record Representation(int status, String contentType, List<String> examples) {}

  /** The product that the subscription is for. */
  public record Product(String id, String name) {}

  /** The subscription that was presented. */
  public record Subscription(String id, String name, String key, Instant created) {}

  /** The user who owns the subscription. */
  public record User(
      String id, String firstName, String lastName, String email, List<String> groups) {}

  /** Where the exchange is handled: region as Azure writes it, zone of the replica. */
  public record Deployment(
      String region, String zone, String serviceName, String gatewayId, String instanceId) {}
}
