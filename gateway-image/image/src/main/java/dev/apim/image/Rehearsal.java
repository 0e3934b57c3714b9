package dev.apim.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A short real run of an application, so that the classes that it loads can be kept. */
interface Rehearsal extends AutoCloseable {

  /** File name of the application's jar in its image. */
  String jar();

  /** Environment of the run. */
  Map<String, String> settings(Path folder) throws IOException;

  /** Whether the run has loaded what a start loads, by its log so far. */
  boolean over(String log) throws IOException, InterruptedException;

  @Override
  default void close() {}
}
