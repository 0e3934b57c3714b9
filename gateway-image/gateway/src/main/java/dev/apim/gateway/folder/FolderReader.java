package dev.apim.gateway.folder;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiSpec;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.BackendSpec;
import dev.apim.api.v1alpha1.NamedValue;
import dev.apim.api.v1alpha1.NamedValueSpec;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicyFragment;
import dev.apim.api.v1alpha1.PolicyFragmentSpec;
import dev.apim.api.v1alpha1.PolicySpec;
import dev.apim.api.v1alpha1.Product;
import dev.apim.api.v1alpha1.ProductSpec;
import dev.apim.api.v1alpha1.Subscription;
import dev.apim.api.v1alpha1.SubscriptionSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads the objects of a folder: every document of every .yaml and .yml file in it and below. */
final class FolderReader {

  private static final String GROUP = "apim.dev/";

  private final ObjectMapper yaml =
      new YAMLMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final Path folder;
  private Map<Path, Read> known = Map.of();

  /** A file as it was read; a file that has not changed is not read again. */
  private record Read(String mark, Objects objects) {}

  FolderReader(Path folder) {
    this.folder = folder;
  }

  /**
   * What the files say.
   *
   * @param instances names of the instances that the objects belong to
   * @param secrets the decoded data of Secrets by their names
   * @param configMaps the data of ConfigMaps by their names
   * @param problems objects that an API server would refuse, each with its file
   */
  record Objects(
      List<HasMetadata> all,
      Set<String> instances,
      Map<String, Map<String, String>> secrets,
      Map<String, Map<String, String>> configMaps,
      List<String> problems) {

    Objects() {
      this(new ArrayList<>(), new TreeSet<>(), new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    }

    void add(Objects others) {
      all.addAll(others.all);
      instances.addAll(others.instances);
      secrets.putAll(others.secrets);
      configMaps.putAll(others.configMaps);
      problems.addAll(others.problems);
    }
  }

  /** The files, sorted. */
  List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().matches(".*\\.ya?ml"))
          .sorted()
          .toList();
    }
  }

  /**
   * Reads all files.
   *
   * @throws IOException where one of them is no YAML; the message names file, line and column
   */
  Objects read() throws IOException {
    Objects objects = new Objects();
    Map<Path, Read> now = new HashMap<>();
    for (Path file : files()) {
      String mark = mark(file);
      Read before = known.get(file);
      Read read =
          before != null && before.mark().equals(mark) ? before : new Read(mark, read(file));
      now.put(file, read);
      objects.add(read.objects());
    }
    known = now;
    return objects;
  }

  /** What changes when a file does. */
  static String mark(Path file) throws IOException {
    return Files.getLastModifiedTime(file) + " " + Files.size(file);
  }

  private Objects read(Path file) throws IOException {
    Objects objects = new Objects();
    String name = folder.relativize(file).toString();
    try (MappingIterator<JsonNode> documents =
        yaml.readerFor(JsonNode.class).readValues(file.toFile())) {
      while (documents.hasNextValue()) {
        add(name, documents.nextValue(), objects);
      }
    } catch (JacksonException e) {
      throw new IOException(at(name, e), e);
    }
    return objects;
  }

  private static String at(String file, JacksonException e) {
    var location = e.getLocation();
    String place =
        location == null ? "" : ":" + location.getLineNr() + ":" + location.getColumnNr();
    return file + place + ": " + e.getOriginalMessage().replaceAll("\\s*\\R\\s*", " ");
  }

  private void add(String file, JsonNode object, Objects objects) {
    if (object.path("kind").asText().equals("Secret")) {
      objects.secrets().put(object.at("/metadata/name").asText(), SecretData.of(object));
    }
    if (object.path("kind").asText().equals("ConfigMap")) {
      Map<String, String> data = new TreeMap<>();
      object.path("data").properties().forEach(e -> data.put(e.getKey(), e.getValue().asText()));
      objects.configMaps().put(object.at("/metadata/name").asText(), data);
    }
    if (!object.path("apiVersion").asText().startsWith(GROUP)) {
      return;
    }
    switch (object.path("kind").asText()) {
      case "Api" -> read(file, object, new Api(), ApiSpec.class, objects);
      case "Backend" -> read(file, object, new Backend(), BackendSpec.class, objects);
      case "Policy" -> read(file, object, new Policy(), PolicySpec.class, objects);
      case "NamedValue" -> read(file, object, new NamedValue(), NamedValueSpec.class, objects);
      case "PolicyFragment" ->
          read(file, object, new PolicyFragment(), PolicyFragmentSpec.class, objects);
      case "Product" -> read(file, object, new Product(), ProductSpec.class, objects);
      case "Subscription" ->
          read(file, object, new Subscription(), SubscriptionSpec.class, objects);
      case "ApiManagementInstance" -> objects.instances().add(object.at("/metadata/name").asText());
      default -> {
        // locations and the like say where gateways run, which is here
      }
    }
  }

  private <S, T extends CustomResource<S, ?>> void read(
      String file, JsonNode source, T object, Class<S> specType, Objects objects) {
    String name = source.at("/metadata/name").asText();
    String who = file + ": " + source.path("kind").asText() + " \"" + name + "\": ";
    try {
      S spec = yaml.treeToValue(source.path("spec"), specType);
      List<String> broken = SchemaRules.broken(spec);
      if (spec == null || name.isEmpty() || !broken.isEmpty()) {
        String why = name.isEmpty() ? "metadata.name is required" : String.join("; ", broken);
        objects.problems().add(who + why);
        return;
      }
      object.setMetadata(new ObjectMetaBuilder().withName(name).build());
      object.setSpec(spec);
      objects.instances().add(source.at("/spec/instanceRef/name").asText());
      objects.all().add(object);
    } catch (JacksonException e) {
      objects.problems().add(who + e.getOriginalMessage());
    }
  }
}
