package dev.apim.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes an image as one tar file: an OCI image layout that also carries the index of Docker's
 * older format, so that everything which loads archives takes it.
 *
 * <p>Layers are not compressed: compressors differ between Java versions, and the digest must not.
 */
final class OciArchive {

  private static final String TIME = "2026-01-01T00:00:00Z";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private final ObjectMapper json = new ObjectMapper();
  private final ImageSpec spec;
  private final String architecture;

  /**
   * @param architecture as Go names it
   */
  OciArchive(ImageSpec spec, String architecture) {
    this.spec = spec;
    this.architecture = architecture;
  }

  /**
   * Writes the archive whole or not at all.
   *
   * @return the digest of the image's manifest
   */
  String write(Path archive, List<FileTree> layers) throws IOException {
    Files.createDirectories(archive.toAbsolutePath().getParent());
    Path work = Files.createTempDirectory(archive.toAbsolutePath().getParent(), ".image");
    try {
      List<Blob> tars = new ArrayList<>();
      for (FileTree layer : layers) {
        tars.add(Blob.of(work, out -> writeLayer(out, layer)));
      }
      Blob config = Blob.of(work, json.writeValueAsBytes(config(tars)));
      Blob manifest = Blob.of(work, json.writeValueAsBytes(manifest(config, tars)));
      Path fresh = work.resolve("archive.tar");
      writeArchive(fresh, config, manifest, tars);
      Files.move(fresh, archive, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      return manifest.digest();
    } finally {
      delete(work);
    }
  }

  private static void writeLayer(OutputStream out, FileTree layer) throws IOException {
    try (TarWriter tar = TarWriter.to(out)) {
      tar.write(layer);
    }
  }

  private void writeArchive(Path file, Blob config, Blob manifest, List<Blob> layers)
      throws IOException {
    List<Blob> blobs = new ArrayList<>(layers);
    blobs.add(config);
    blobs.add(manifest);
    try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(file));
        TarWriter tar = TarWriter.to(out)) {
      tar.file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes());
      tar.file("index.json", json.writeValueAsBytes(index(manifest)));
      tar.file("manifest.json", json.writeValueAsBytes(dockerIndex(config, layers)));
      for (Blob blob : sorted(blobs)) {
        try (var content = blob.open()) {
          tar.file(blob.path(), content, blob.size(), FileTree.Text.MODE);
        }
      }
    }
  }

  private static Iterable<Blob> sorted(List<Blob> blobs) {
    TreeSet<Blob> sorted = new TreeSet<>(Comparator.comparing(Blob::hash));
    sorted.addAll(blobs);
    return sorted;
  }

  private ObjectNode config(List<Blob> layers) {
    ObjectNode image = json.createObjectNode();
    image.put("created", TIME);
    image.put("architecture", architecture);
    image.put("os", "linux");
    ObjectNode config = image.putObject("config");
    config.put("User", FileTree.NONROOT + ":" + FileTree.NONROOT);
    ObjectNode ports = config.putObject("ExposedPorts");
    spec.ports().forEach(port -> ports.putObject(port + "/tcp"));
    ArrayNode environment = config.putArray("Env");
    spec.environment().forEach((name, value) -> environment.add(name + "=" + value));
    ArrayNode entrypoint = config.putArray("Entrypoint");
    spec.entrypoint().forEach(entrypoint::add);
    config.put("WorkingDir", spec.workingFolder());
    config.set("Labels", labels());
    ObjectNode files = image.putObject("rootfs");
    files.put("type", "layers");
    ArrayNode differences = files.putArray("diff_ids");
    layers.forEach(layer -> differences.add(layer.digest()));
    return image;
  }

  private ObjectNode labels() {
    return json.createObjectNode()
        .put("org.opencontainers.image.title", spec.title())
        .put("org.opencontainers.image.version", spec.version())
        .put("org.opencontainers.image.created", TIME);
  }

  private ObjectNode manifest(Blob config, List<Blob> layers) {
    ObjectNode manifest = json.createObjectNode();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", MANIFEST);
    manifest.set("config", descriptor(CONFIG, config));
    ArrayNode list = manifest.putArray("layers");
    layers.forEach(layer -> list.add(descriptor(LAYER, layer)));
    return manifest;
  }

  private ObjectNode index(Blob manifest) {
    ObjectNode entry = descriptor(MANIFEST, manifest);
    entry.putObject("platform").put("architecture", architecture).put("os", "linux");
    entry
        .putObject("annotations")
        // what containerd names the image by, and what other tools show
        .put("io.containerd.image.name", spec.name())
        .put("org.opencontainers.image.ref.name", spec.tag());
    ObjectNode index = json.createObjectNode();
    index.put("schemaVersion", 2);
    index.put("mediaType", INDEX);
    index.putArray("manifests").add(entry);
    return index;
  }

  private JsonNode dockerIndex(Blob config, List<Blob> layers) {
    ArrayNode index = json.createArrayNode();
    ObjectNode entry = index.addObject();
    entry.put("Config", config.path());
    entry.putArray("RepoTags").add(spec.name());
    ArrayNode list = entry.putArray("Layers");
    layers.forEach(layer -> list.add(layer.path()));
    return index;
  }

  private ObjectNode descriptor(String type, Blob blob) {
    return json.createObjectNode()
        .put("mediaType", type)
        .put("digest", blob.digest())
        .put("size", blob.size());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
