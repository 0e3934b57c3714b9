package dev.apim.image;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway without an API server: it is alive all the same, and answers. */
final class GatewayRehearsal implements Rehearsal {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern LISTENING =
      Pattern.compile("Listening on port (\\d+), management on (\\d+)");

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public String jar() {
    return "gateway.jar";
  }

  @Override
  public Map<String, String> settings(Path folder) throws IOException {
    return Map.of(
        "APIM_INSTANCE", "none",
        "APIM_LOCATION", "none",
        "APIM_NAMESPACE", "none",
        "APIM_REPLICA_NAME", "none",
        "APIM_HTTP_PORT", "0",
        "APIM_MANAGEMENT_PORT", "0",
        "APIM_DATA_DIR", folder.resolve("data").toString(),
        "KUBECONFIG", Kubeconfig.write(folder, "http://127.0.0.1:1").toString());
  }

  @Override
  public boolean over(String log) throws IOException, InterruptedException {
    Matcher ports = LISTENING.matcher(log);
    if (!ports.find()) {
      return false;
    }
    String management = ports.group(2);
    for (String address :
        List.of(
            ports.group(1) + "/",
            management + "/live",
            management + "/ready",
            management + "/metrics")) {
      get(address);
    }
    return true;
  }

  private void get(String address) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + address);
    client.send(
        HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.discarding());
  }
}
