package dev.apim.operator.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.SecretData;
import dev.apim.api.config.Snapshot;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.fixture.AnsweringServer;
import dev.apim.operator.manifest.SnapshotParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Against answers of a server that takes Secrets as an API server does, and keeps their names. */
class TargetPartsTest {

  private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\"");
  private static final InstanceKey KEY = new InstanceKey("apim", "contoso");
  private static final SecretData SECRETS =
      new SecretData(Map.of("contoso-values-1", Map.of("key", "pssst")));

  private static final Snapshot SNAPSHOT =
      SnapshotCodec.split(ConfigurationDocument.of("contoso", List.of(), List.of(), List.of()), 1);

  private final Set<String> there = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile boolean metadataOnly = true;
  private AnsweringServer server;
  private Connection connection;
  private TargetParts parts;

  @BeforeEach
  void start() throws IOException {
    there.addAll(SnapshotParts.names("contoso", SNAPSHOT));
    server = new AnsweringServer(this::answer);
    connection = new Connection(server.client(), new TargetKey("identity", "apim"), "v1.36.4");
    parts = new TargetParts(connection);
  }

  @AfterEach
  void stop() {
    parts.close();
    connection.close();
    server.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      answerWithNames(exchange);
      return;
    }
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher name = NAME.matcher(body);
    boolean named = name.find();
    boolean dryRun = String.valueOf(exchange.getRequestURI().getQuery()).contains("dryRun=All");
    requests.add(
        exchange.getRequestMethod()
            + (dryRun ? " dry" : "")
            + (body.contains("\"data\"") ? " data" : ""));
    boolean taken = named && (dryRun ? there.contains(name.group(1)) : !there.add(name.group(1)));
    String answer = taken ? "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":409}" : body;
    AnsweringServer.answer(exchange, taken ? 409 : 201, answer);
  }

  /** Of every kind, all names: whose they are makes no difference to who asks for one. */
  private void answerWithNames(HttpExchange exchange) throws IOException {
    metadataOnly &=
        exchange.getRequestHeaders().getFirst("Accept").contains("PartialObjectMetadataList");
    String items =
        there.stream()
            .map(name -> "{\"metadata\":{\"name\":\"" + name + "\"}}")
            .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    AnsweringServer.answer(exchange, 200, items);
  }

  @Test
  @DisplayName("B8 a bucket and a manifest that a hand has deleted in a target are made again")
  void partsThatAreGoneAreMadeAgain() {
    parts.put(KEY, SNAPSHOT, SECRETS);
    Set<String> gone = SnapshotParts.names("contoso", SNAPSHOT);
    there.removeAll(gone);

    parts.restore(KEY, SNAPSHOT, SECRETS);

    assertThat(there).containsAll(gone);
    assertThat(metadataOnly).isTrue();
  }

  @Test
  @DisplayName("B8 a Secret that a hand has deleted in a target is made again")
  void aSecretThatIsGoneIsMadeAgain() {
    parts.restore(KEY, SNAPSHOT, SECRETS);

    assertThat(there).contains("contoso-values-1");
    assertThat(requests).containsExactly("POST dry", "POST data");

    there.remove("contoso-values-1");
    parts.doubt();
    parts.restore(KEY, SNAPSHOT, SECRETS);

    assertThat(there).contains("contoso-values-1");
  }

  @Test
  @DisplayName("what a Secret holds is not sent to find out that it is there")
  void aSecretThatIsThereCostsOneEmptyRequest() {
    there.add("contoso-values-1");

    parts.restore(KEY, SNAPSHOT, SECRETS);

    assertThat(requests).containsExactly("POST dry");
  }

  @Test
  void withoutANewDoubtNothingIsAsked() {
    parts.restore(KEY, SNAPSHOT, SECRETS);
    requests.clear();

    parts.restore(KEY, SNAPSHOT, SECRETS);

    assertThat(requests).isEmpty();
  }
}
