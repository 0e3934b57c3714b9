package dev.apim.operator.controller.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.ConfigurationPolicySpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.CompileResult;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.operator.fixture.AnsweringServer;
import dev.apim.operator.remote.OriginalsFixture;
import dev.apim.operator.remote.PublicationReports.Obstacle;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The caches are empty, as after a start; the API server has what a test puts there. */
class DeletionCheckTest {

  private static final String APIS = "/apis/apim.dev/v1alpha1/namespaces/apim/apis/";
  private static final Sources NOTHING =
      new Sources(ConfigurationObjects.of(List.of()), null, List.of());

  private final Set<String> there = ConcurrentHashMap.newKeySet();
  private AnsweringServer server;
  private KubernetesClient client;
  private DeletionCheck check;

  @BeforeEach
  void start() throws IOException {
    server = new AnsweringServer(this::answer);
    client = server.client();
    check = new DeletionCheck(OriginalsFixture.of(client));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  @DisplayName("a cache that comes up empty deletes nothing of what the API server has")
  void anEmptyCacheDeletesNothing() {
    there.add("orders");
    there.add("users");

    Optional<Obstacle> obstacle = obstacle(document("orders", "users", "deleted"), null);

    assertThat(obstacle).map(Obstacle::reason).contains(Reason.DeletionsHeld);
    assertThat(obstacle.orElseThrow().message())
        .startsWith("it cannot be proven that these were deleted, so they stay: ")
        .contains("orders", "users");
  }

  @Test
  void whatTheServerLacksTooIsRemoved() {
    assertThat(obstacle(document("deleted"), null)).isEmpty();
  }

  @Test
  @DisplayName("an unusual number waits for a word, and even with it only what is gone goes")
  void aWordIsNoProof() {
    String[] many = IntStream.range(0, 11).mapToObj(i -> "api-" + i).toArray(String[]::new);
    String hash = empty().snapshot().hash();

    assertThat(obstacle(document(many), null).orElseThrow().message())
        .isEqualTo(
            "11 of 11 objects would be removed; to go on, set spec.configuration.allowDeletions to "
                + hash);
    assertThat(obstacle(document(many), hash)).isEmpty();

    there.add("api-7");
    assertThat(obstacle(document(many), hash).orElseThrow().message()).contains("api-7");
  }

  private Optional<Obstacle> obstacle(ConfigurationDocument active, String allowed) {
    ApiManagementInstance instance = new ApiManagementInstance();
    instance.setMetadata(new ObjectMetaBuilder().withName("contoso").withNamespace("apim").build());
    instance.setSpec(
        new ApiManagementInstanceSpec(
            null,
            null,
            null,
            null,
            null,
            null,
            new ConfigurationPolicySpec(null, null, allowed),
            null,
            null));
    return check.obstacle(instance, NOTHING, empty(), active);
  }

  /** What is compiled from nothing. */
  private static CompileResult empty() {
    ConfigurationDocument document = document();
    return new CompileResult(SnapshotCodec.split(document, 1), document, Map.of());
  }

  private static ConfigurationDocument document(String... apis) {
    List<ApiEntry> entries =
        List.of(apis).stream()
            .map(name -> new ApiEntry(name, name, List.of(), null, "http://b.example", null))
            .toList();
    return ConfigurationDocument.of("contoso", List.of(), entries, List.of());
  }

  /** Namespaces and kinds stand. */
  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean found = !path.startsWith(APIS) || there.contains(path.substring(APIS.length()));
    AnsweringServer.answer(
        exchange,
        found ? 200 : 404,
        found ? "{\"metadata\": {\"name\": \"any\"}}" : "{\"kind\":\"Status\",\"code\":404}");
  }
}
