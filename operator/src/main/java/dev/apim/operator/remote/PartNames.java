package dev.apim.operator.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.api.v1alpha1.ConfigurationBucket;
import dev.apim.api.v1alpha1.ConfigurationSnapshot;
import dev.apim.operator.domain.sync.PushScope;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Which buckets and manifests a target has. Their contents, megabytes of them, stay where they are:
 * the API server is asked for metadata alone, which the typed client cannot do.
 */
final class PartNames {

  private static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
  private static final int TIMEOUT_SECONDS = 10;
  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(ConfigurationBucket.class, ConfigurationSnapshot.class);

  private final Connection connection;

  PartNames(Connection connection) {
    this.connection = connection;
  }

  /**
   * The names of all parts of an instance there.
   *
   * @throws KubernetesClientException where they cannot be read
   */
  Set<String> of(String instance) {
    Set<String> names = new HashSet<>();
    for (Class<? extends HasMetadata> kind : KINDS) {
      list(kind, instance)
          .path("items")
          .forEach(item -> names.add(item.path("metadata").path("name").asText()));
    }
    return names;
  }

  private JsonNode list(Class<? extends HasMetadata> kind, String instance) {
    HttpRequest request =
        connection
            .client()
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri(kind, instance))
            .header("Accept", METADATA_ONLY)
            .build();
    try {
      HttpResponse<String> answer =
          connection
              .client()
              .getHttpClient()
              .sendAsync(request, String.class)
              .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (answer.code() != HttpURLConnection.HTTP_OK) {
        throw new KubernetesClientException(
            "listing " + HasMetadata.getPlural(kind) + ": status " + answer.code(),
            answer.code(),
            null);
      }
      return connection
          .client()
          .getKubernetesSerialization()
          .unmarshal(answer.body(), JsonNode.class);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw KubernetesClientException.launderThrowable(e);
    }
  }

  private URI uri(Class<? extends HasMetadata> kind, String instance) {
    return URI.create(
        connection.client().getMasterUrl()
            + "apis/"
            + HasMetadata.getApiVersion(kind)
            + "/namespaces/"
            + connection.key().namespace()
            + "/"
            + HasMetadata.getPlural(kind)
            + "?labelSelector="
            + URLEncoder.encode(PushScope.INSTANCE + "=" + instance, StandardCharsets.UTF_8));
  }
}
