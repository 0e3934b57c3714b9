package dev.apim.api.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Today's CRDs against the copy of every release in {@code crds/released/<version>/}. */
class ReleasedCrdsTest {
  private static final Path TODAY = Path.of("").toAbsolutePath();
  private static final Path RELEASED = TODAY.resolve("released");
  private static final Path ACCEPTED = RELEASED.resolve("accepted.txt");

  @Test
  void todaysCrdsTakeWhatEveryReleaseTook() throws IOException {
    assertThat(String.join("\n", found()))
        .as(
            "this breaks what users have; keep it working, or accept the very line, with the reason"
                + " above it, in crds/released/accepted.txt (a line that no longer applies goes)")
        .isEqualTo(String.join("\n", new TreeSet<>(accepted())));
  }

  @Test
  void everyReleaseIsStoredWhole() throws IOException {
    assertThat(releases()).isNotEmpty();
    for (Path release : releases()) {
      assertThat(crds(release)).as("%s", release).hasSizeGreaterThanOrEqualTo(9);
    }
  }

  private static TreeSet<String> found() throws IOException {
    Map<String, JsonNode> today = crds(TODAY);
    TreeSet<String> found = new TreeSet<>();
    for (Path release : releases()) {
      String version = release.getFileName().toString();
      for (Map.Entry<String, JsonNode> crd : crds(release).entrySet()) {
        JsonNode now = today.get(crd.getKey());
        List<Break> breaks =
            now == null
                ? List.of(new Break(crd.getKey(), "the kind is gone"))
                : CrdComparison.breaks(crd.getValue(), now);
        breaks.forEach(one -> found.add(version + " " + one));
      }
    }
    return found;
  }

  private static List<String> accepted() throws IOException {
    return Files.readAllLines(ACCEPTED).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  private static List<Path> releases() throws IOException {
    try (Stream<Path> list = Files.list(RELEASED)) {
      return list.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Map<String, JsonNode> crds(Path directory) throws IOException {
    Map<String, JsonNode> crds = new TreeMap<>();
    try (Stream<Path> list = Files.list(directory)) {
      for (Path file : list.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        JsonNode crd = Yaml.read(Files.readString(file));
        crds.put(crd.path("metadata").path("name").asText(), crd);
      }
    }
    return crds;
  }
}
