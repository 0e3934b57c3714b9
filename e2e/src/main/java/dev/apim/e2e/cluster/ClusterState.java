package dev.apim.e2e.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apim.e2e.controlplane.ControlPlaneSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a later JVM needs to take a local cluster in hand. */
record ClusterState(ClusterSpec spec, ControlPlaneSettings controlPlane) {
  private static final String FILE = "cluster.json";

  void write(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(FILE), new ObjectMapper().writeValueAsString(this));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ClusterState read(Path directory) {
    try {
      return new ObjectMapper()
          .readValue(Files.readString(directory.resolve(FILE)), ClusterState.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean existsIn(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }
}
