package dev.apim.operator.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.domain.unit.PlannedUnit;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pairs of case.in.yaml (instance, location) and case.out.yaml (children of one unit). */
class GoldenManifestTest {

  private static final Path CASES = Path.of("src/test/resources/manifest");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final String REWRITE =
      "mvn -o -q -pl operator test -Dtest=GoldenManifestTest -Dgolden.update=true";

  static Stream<String> cases() {
    try (Stream<Path> files = Files.list(CASES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".in.yaml"))
          .map(name -> name.replace(".in.yaml", ""))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void manifestsAreAsKept(String name) throws IOException {
    Path kept = CASES.resolve(name + ".out.yaml");
    String made = render(children(name));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(kept, made);
    }

    assertThat(made)
        .as("rewrite with: " + REWRITE)
        .isEqualTo(Files.exists(kept) ? Files.readString(kept) : "");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noManifestHoldsAnEmptyStringSinceMatchingWouldLoop(String name) throws IOException {
    assertThat(render(children(name))).doesNotContain(": \"\"").doesNotContain(": null");
  }

  private static List<HasMetadata> children(String name) throws IOException {
    List<Object> input = documents(CASES.resolve(name + ".in.yaml"));
    ApiManagementInstance instance = YAML.convertValue(input.get(0), ApiManagementInstance.class);
    GatewayLocation location = YAML.convertValue(input.get(1), GatewayLocation.class);
    LocationContext context =
        new LocationContext(
            "apis",
            instance.getMetadata().getName(),
            instance.getSpec(),
            location.getMetadata().getName(),
            location.getSpec(),
            "apim.dev/gateway:0.1.0",
            Optional.of("apim-gateway"));
    List<HasMetadata> children = new ArrayList<>();
    children.add(GatewayServiceAccount.of(context));
    children.add(GatewayRole.of(context));
    children.add(GatewayRole.binding(context));
    children.add(GatewayService.of(context));
    PlannedUnit unit = unit(location);
    children.add(
        unit.pinned()
            ? DisruptionBudget.ofZone(context, unit.zone())
            : DisruptionBudget.ofUnpinned(context));
    children.add(UnitDeployment.of(context, unit));
    return children;
  }

  private static PlannedUnit unit(GatewayLocation location) {
    return location.getSpec().availability().zones().stream()
        .findFirst()
        .map(
            zone ->
                new PlannedUnit(
                    zone + "-0", zone, location.getSpec().availability().labelValue(zone), false))
        .orElse(new PlannedUnit("auto-0", null, null, true));
  }

  private static List<Object> documents(Path file) throws IOException {
    List<Object> documents = new ArrayList<>();
    for (String text : Files.readString(file).split("(?m)^---$")) {
      documents.add(YAML.unmarshal(text, Object.class));
    }
    return documents;
  }

  private static String render(List<HasMetadata> children) {
    return children.stream().map(YAML::asYaml).collect(Collectors.joining());
  }
}
