package dev.apim.gateway.kubernetes;

import dev.apim.gateway.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A token or certificate that is a value, or a file read at each use: the kubelet and users replace
 * such files while the gateway runs.
 */
public interface Material {

  /**
   * The content now.
   *
   * @throws SettingsException where it cannot be read
   */
  String read();

  /** Content that stays. */
  static Material of(String content) {
    return () -> content;
  }

  /** Content of a file. */
  static Material of(Path file) {
    return () -> {
      try {
        return Files.readString(file, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new SettingsException("cannot read " + file + ": " + e);
      }
    };
  }
}
