package dev.apim.e2e.node;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The nodes of one zone of a local cluster, which live and fall silent together. */
public interface Zone {
  String name();

  /** Brings the nodes up and returns when their processes run; they become Ready on their own. */
  void start();

  /** The zone falls silent: its nodes answer nothing and report nothing, and nobody is told. */
  void fail();

  /** Undoes {@link #fail()}. */
  void restore();

  boolean failed();

  /** The control plane is back: nodes that do not find their way by themselves are helped. */
  default void reconnect() {}

  /** Loads an image archive into every node; nodes without containers need none. */
  default void importImage(Path archive) {}

  /** Kills the processes in pods whose command line holds the text; simulated pods have none. */
  default void killInPods(String commandPart) {}

  /** Folders besides the cluster's own in which its processes log. */
  default Stream<Path> directories() {
    return Stream.empty();
  }

  /** Ends the zone's processes and undoes what they changed on this machine. */
  void stop();
}
