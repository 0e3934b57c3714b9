package dev.apim.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file by which a rehearsed application finds an API server, or none. */
final class Kubeconfig {

  private static final String TEXT =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: none, cluster: {server: "%s"}}]
      users: [{name: none, user: {token: none}}]
      contexts: [{name: none, context: {cluster: none, user: none}}]
      current-context: none
      """;

  private Kubeconfig() {}

  static Path write(Path folder, String server) throws IOException {
    return Files.writeString(folder.resolve("kubeconfig"), text(server));
  }

  static String text(String server) {
    return TEXT.formatted(server);
  }
}
