package dev.apim.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.ClusterProvider;
import dev.apim.e2e.junit.Availability;
import dev.apim.e2e.lab.Script.Ended;
import dev.apim.e2e.process.Commands;
import dev.apim.e2e.region.Place;
import dev.apim.e2e.tools.Binaries;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The lab")
class LabE2E {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static final String READY =
      "-o jsonpath='{.items[*].status.conditions[?(@.type==\"Ready\")].status}'";
  private static final String ADDRESSES =
      "-l apim.dev/location=westus -o jsonpath='{.items[*].status.podIP}'";

  @TempDir private Path folder;
  private Script lab;

  @BeforeEach
  void needBinaries() {
    Availability.require(
        ClusterProvider.of(ClusterProvider.Source.LOCAL), Place.ALL.get(0).cluster(false));
    lab = Script.lab(Map.of("APIM_LAB", folder.resolve("lab").toString()));
  }

  @AfterEach
  void endIt() {
    lab.run(LIMIT, "down");
  }

  @Test
  @DisplayName("lives between commands, loses zones and regions, and leaves nothing behind")
  void livesBetweenCommands() {
    assertThat(succeeds("up"))
        .contains("export PATH=" + Binaries.locate().get("kubectl").getParent() + ":$PATH\n");
    assertThat(succeeds("status"))
        .containsPattern("West US +simulated +running +running +1 up, 2 up, 3 up")
        .containsPattern("East Asia +simulated +running +running +1 up, 2 up, 3 up");
    assertThat(nodes(succeeds("kubeconfig", "West US").trim())).hasSize(6);

    succeeds("fail-zone", "East Asia", "2");
    assertThat(succeeds("status")).contains("1 up, 2 silent, 3 up");
    succeeds("restore-zone", "eastasia", "2");

    succeeds("stop-region", "westus");
    assertThat(succeeds("status"))
        .containsPattern("West US +simulated +stopped +stopped +1 silent, 2 silent, 3 silent")
        .containsPattern("East Asia +simulated +running +running +1 up, 2 up, 3 up");
    succeeds("start-region", "West US");
    assertThat(succeeds("status")).containsPattern("West US +simulated +running +running");

    assertThat(succeeds("down")).startsWith("nothing left");
    assertThat(folder.resolve("lab")).doesNotExist();
    assertThat(processesOf(folder)).isEmpty();
    assertThat(succeeds("status")).containsPattern("West US +not up");
  }

  @Test
  @Tag("deep")
  @DisplayName("on real nodes has operators and gateways that are pods, and answer")
  void hasRealGateways() {
    Availability.require(
        ClusterProvider.of(ClusterProvider.Source.LOCAL), Place.ALL.get(0).cluster(true));
    String said = succeeds("up", "--real-nodes");
    assertThat(said).contains("gateway-image.tar imported into every node of eastasia");
    assertThat(succeeds("status"))
        .containsPattern("West US +real +running +running")
        .containsPattern("East Asia +real +running +running");
    // what it tells a user to type
    String commands = said.substring(said.indexOf("export PATH="));
    bash(commands);

    await("every location whole, and every replica answers")
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              assertThat(kubectl("get gwloc westus eastasia " + READY)).isEqualTo("True True");
              List<String> addresses = List.of(kubectl("get pods " + ADDRESSES).split(" "));
              assertThat(addresses).hasSize(6).allMatch(LabE2E::answers);
            });

    succeeds("stop-region", "westus");
    assertThat(succeeds("status")).containsPattern("West US +real +stopped +stopped");
    succeeds("start-region", "westus");
    assertThat(succeeds("status")).containsPattern("West US +real +running +running");
    assertThat(succeeds("down")).startsWith("nothing left");
  }

  private String kubectl(String arguments) {
    return bash("\"" + Binaries.locate().get("kubectl") + "\" -n contoso " + arguments);
  }

  private String bash(String script) {
    String kubeconfig = succeeds("kubeconfig", "westus").trim();
    Map<String, String> environment =
        Map.of("APIM_LAB", folder.resolve("lab").toString(), "KUBECONFIG", kubeconfig);
    List<String> command = List.of("bash", "-euc", script);
    return Commands.run(command, environment, Home.tree(), null).orThrow().trim();
  }

  private static boolean answers(String address) {
    URI status = URI.create("http://" + address + ":8080/status-0123456789abcdef");
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(status).timeout(Duration.ofSeconds(5)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  @DisplayName("says what is wrong with a command")
  void refusesWhatItDoesNotKnow() {
    assertThat(lab.run(LIMIT, "fail-zone", "mars", "1"))
        .isEqualTo(new Ended(2, "no region mars; there are West US and East Asia\n"));
    assertThat(lab.run(LIMIT, "kubeconfig", "westus"))
        .isEqualTo(new Ended(1, "the lab is not up: e2e/bin/lab up\n"));
  }

  private String succeeds(String... arguments) {
    Ended ended = lab.run(LIMIT, arguments);
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    return ended.output();
  }

  private static List<String> nodes(String kubeconfig) {
    String kubectl = Binaries.locate().get("kubectl").toString();
    return Commands.check(
            List.of(kubectl, "--kubeconfig=" + kubeconfig, "get", "nodes", "-o", "name"))
        .lines()
        .toList();
  }

  private static List<String> processesOf(Path folder) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(command -> command.contains(folder.toString()))
        .toList();
  }
}
