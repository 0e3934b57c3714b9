package dev.apim.gateway.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.api.config.SecretData;
import dev.apim.gateway.kubernetes.ApiServerClient;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the Secrets that carry values of a revision, each once, as they never change. */
final class SecretsReader {

  private final ApiServerClient client;
  private final String secrets;

  SecretsReader(ApiServerClient client, String namespace) {
    this.client = client;
    this.secrets = "/api/v1/namespaces/" + namespace + "/secrets/";
  }

  /** Those of these names; fails where one is not there, or not granted to the gateway yet. */
  Future<SecretData> read(List<String> names, SecretData here) {
    Map<String, Map<String, String>> found = new TreeMap<>();
    List<Future<?>> reads = new ArrayList<>();
    for (String name : names) {
      if (here.get(name) != null) {
        found.put(name, here.get(name));
      } else {
        reads.add(client.get(secrets + name).onSuccess(secret -> found.put(name, data(secret))));
      }
    }
    return Future.all(reads).map(all -> new SecretData(found));
  }

  private static Map<String, String> data(JsonNode secret) {
    Map<String, String> data = new TreeMap<>();
    secret
        .path("data")
        .properties()
        .forEach(
            entry ->
                data.put(
                    entry.getKey(),
                    new String(
                        Base64.getDecoder().decode(entry.getValue().asText()),
                        StandardCharsets.UTF_8)));
    return data;
  }
}
