package dev.apim.image;

import java.util.List;
import java.util.Map;

/**
 * What an image is besides its files.
 *
 * @param name repository and tag
 * @param environment in the order in which it is written
 * @param ports TCP ports, for people; nothing is opened by them
 */
record ImageSpec(
    String name,
    String title,
    String version,
    List<String> entrypoint,
    Map<String, String> environment,
    String workingFolder,
    List<Integer> ports) {

  ImageSpec {
    entrypoint = List.copyOf(entrypoint);
    ports = List.copyOf(ports);
    if (!name.matches("[a-z0-9][a-zA-Z0-9._:/-]*:[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
      throw new IllegalArgumentException("image name must be repository:tag, not " + name);
    }
  }

  String tag() {
    return name.substring(name.lastIndexOf(':') + 1);
  }
}
