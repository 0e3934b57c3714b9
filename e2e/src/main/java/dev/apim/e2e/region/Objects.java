package dev.apim.e2e.region;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.process.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The objects of one namespace as a user with kubectl handles and sees them. */
public final class Objects {

  private final Cluster cluster;
  private final String namespace;
  private final ObjectMapper json = new ObjectMapper();

  /** The objects of that namespace. */
  public Objects(Cluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  /** Applies YAML text, as Argo CD would. */
  public CommandResult apply(String yaml) {
    return withFile(
        yaml, file -> cluster.kubectl("apply", "--server-side", "-n", namespace, "-f", file));
  }

  /** Applies every file of a folder of the source tree. */
  public CommandResult apply(Path folder) {
    return cluster.kubectl("apply", "--server-side", "-n", namespace, "-f", folder.toString());
  }

  /** Deletes what YAML text names and waits until it is gone. */
  public CommandResult delete(String yaml) {
    return withFile(
        yaml, file -> cluster.kubectl("delete", "--ignore-not-found", "-n", namespace, "-f", file));
  }

  /** An object as JSON; a missing node where it does not exist. */
  public JsonNode get(String kind, String name) {
    CommandResult got = cluster.kubectl("get", kind, name, "-n", namespace, "-o", "json");
    return got.ok() ? read(got.out()) : MissingNode.getInstance();
  }

  /** How many objects of a kind there are. */
  public int count(String kind) {
    return read(cluster.kubectl("get", kind, "-n", namespace, "-o", "json").orThrow())
        .path("items")
        .size();
  }

  /** All objects of a kind, as {@code kind/name}. */
  public List<String> names(String kind) {
    return cluster.kubectl("get", kind, "-n", namespace, "-o", "name").orThrow().lines().toList();
  }

  /** The generation of every object of some kinds, which tells whether a spec was written. */
  public String generations(String kinds) {
    String columns = "custom-columns=K:.kind,N:.metadata.name,G:.metadata.generation";
    return cluster.kubectl("get", kinds, "-n", namespace, "-o", columns).orThrow();
  }

  /** A condition of an object; a missing node where there is none. */
  public JsonNode condition(String kind, String name, String type) {
    return StreamSupport.stream(get(kind, name).at("/status/conditions").spliterator(), false)
        .filter(condition -> condition.path("type").asText().equals(type))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** Waits for a condition's status and reason and returns it; the failure shows the last one. */
  public JsonNode awaitCondition(
      String kind, String name, String type, String status, String reason, Duration limit) {
    return await(kind + "/" + name + " " + type + "=" + status + " " + reason)
        .atMost(limit)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> condition(kind, name, type),
            seen ->
                seen.path("status").asText().equals(status)
                    && (reason.isEmpty() || seen.path("reason").asText().equals(reason)));
  }

  private CommandResult withFile(String yaml, Function<String, CommandResult> action) {
    try {
      Path file = Files.createTempFile("objects", ".yaml");
      try {
        return action.apply(Files.writeString(file, yaml).toString());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
