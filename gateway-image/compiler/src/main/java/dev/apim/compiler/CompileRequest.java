package dev.apim.compiler;

import dev.apim.api.config.ConfigurationDocument;
import java.util.Optional;

/**
 * What is to be compiled.
 *
 * @param instance name of the instance; objects of others are left out
 * @param objects the configuration objects
 * @param outside what they refer to beyond themselves
 * @param active the document of the active snapshot
 * @param leastBuckets number of API buckets of the active snapshot, 1 where there is none
 * @param ceiling the schema level that the oldest reader takes
 */
public record CompileRequest(
    String instance,
    ConfigurationObjects objects,
    Outside outside,
    Optional<ConfigurationDocument> active,
    int leastBuckets,
    Ceiling ceiling) {

  /** One that all readers take whatever it needs. */
  public CompileRequest(
      String instance,
      ConfigurationObjects objects,
      Outside outside,
      Optional<ConfigurationDocument> active,
      int leastBuckets) {
    this(instance, objects, outside, active, leastBuckets, Ceiling.NONE);
  }
}
