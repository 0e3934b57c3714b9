package dev.apim.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An archive as those read it who load it. */
final class Archive {

  /** An entry of a layer with its content. */
  record Entry(TarArchiveEntry header, byte[] content) {}

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private Archive() {}

  static Archive read(Path file) {
    Archive archive = new Archive();
    try (InputStream in = Files.newInputStream(file)) {
      entries(in).forEach(e -> archive.files.put(e.header().getName(), e.content()));
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, byte[]> files() {
    return files;
  }

  JsonNode json(String path) {
    try {
      return new ObjectMapper().readTree(files.get(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a descriptor points to. */
  JsonNode json(JsonNode descriptor) {
    return json(path(descriptor.get("digest").asText()));
  }

  JsonNode manifest() {
    return json(json("index.json").get("manifests").get(0));
  }

  JsonNode config() {
    return json(manifest().get("config"));
  }

  /** The entries of all layers, upper over lower, by absolute path. */
  Map<String, Entry> content() {
    Map<String, Entry> content = new LinkedHashMap<>();
    for (JsonNode layer : manifest().get("layers")) {
      try {
        byte[] tar = files.get(path(layer.get("digest").asText()));
        for (Entry entry : entries(new ByteArrayInputStream(tar))) {
          content.put("/" + entry.header().getName().replaceAll("/$", ""), entry);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return content;
  }

  static String path(String digest) {
    return "blobs/" + digest.replace(':', '/');
  }

  private static List<Entry> entries(InputStream in) throws IOException {
    List<Entry> entries = new ArrayList<>();
    TarArchiveInputStream tar = new TarArchiveInputStream(in);
    for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
      entries.add(new Entry(e, tar.readAllBytes()));
    }
    return entries;
  }
}
