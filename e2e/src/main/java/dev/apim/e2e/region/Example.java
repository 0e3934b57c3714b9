package dev.apim.e2e.region;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The objects of an example, with the few values that a test machine needs changed before they are
 * applied: changed afterwards, every gateway would be rolled once more.
 */
final class Example {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final List<ObjectNode> objects;

  private Example(List<ObjectNode> objects) {
    this.objects = objects;
  }

  /** Reads every YAML file of a folder, in the order of their names. */
  static Example read(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return new Example(
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .sorted()
              .flatMap(Example::documents)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<ObjectNode> documents(Path file) {
    try (var values = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(file.toFile())) {
      return values.readAll().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the spec of each object of a kind be edited. */
  Example withSpec(String kind, Consumer<ObjectNode> edit) {
    objects.stream()
        .filter(object -> object.path("kind").asText().equals(kind))
        .forEach(object -> edit.accept((ObjectNode) object.get("spec")));
    return this;
  }

  /** All of it as one YAML text. */
  String yaml() {
    return objects.stream().map(JsonNode::toString).collect(Collectors.joining("\n---\n"));
  }
}
