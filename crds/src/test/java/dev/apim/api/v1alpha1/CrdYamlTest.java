package dev.apim.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java is the only source of the CRDs; what lies in {@code crds/} is compared with it. */
class CrdYamlTest {

  private static final Path COMMITTED = Path.of("").toAbsolutePath();
  private static final String UPDATE = "mvn -pl crds test -Dgolden.update=true";

  @TempDir Path generated;

  @Test
  void committedCrdsAreWhatTheRecordsSay() throws IOException {
    Map<String, String> expected = CrdYaml.generate(generated);
    if (Boolean.getBoolean("golden.update")) {
      for (Map.Entry<String, String> file : expected.entrySet()) {
        Files.writeString(COMMITTED.resolve(file.getKey()), file.getValue());
      }
    }
    assertThat(committed())
        .as("crds/*.yaml differ from the Java kinds; update with: %s", UPDATE)
        .isEqualTo(expected);
  }

  @Test
  void everyFieldIsExplained() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, String> file : CrdYaml.generate(generated).entrySet()) {
      Map<?, ?> crd = new KubernetesSerialization().unmarshal(file.getValue(), Map.class);
      Map<?, ?> version = (Map<?, ?>) ((List<?>) at(crd, "spec").get("versions")).get(0);
      Map<?, ?> root = at(version, "schema", "openAPIV3Schema");
      if (!root.containsKey("description")) {
        missing.add(file.getKey());
      }
      collect(root, file.getKey() + ":", missing);
    }
    assertThat(missing).as("fields without the text that kubectl explain shows").isEmpty();
  }

  private static void collect(Map<?, ?> schema, String path, List<String> missing) {
    if (schema.get("items") instanceof Map<?, ?> items) {
      collect(items, path + "[]", missing);
    }
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach(
          (name, property) -> {
            Map<?, ?> field = (Map<?, ?>) property;
            String at = path + "." + name;
            if (!field.containsKey("description")) {
              missing.add(at);
            }
            collect(field, at, missing);
          });
    }
  }

  private static Map<?, ?> at(Map<?, ?> map, String... path) {
    Map<?, ?> result = map;
    for (String key : path) {
      result = (Map<?, ?>) result.get(key);
    }
    return result;
  }

  private static Map<String, String> committed() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(COMMITTED)) {
      for (Path file : list.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }
}
