package dev.apim.api.config;

/** What the document holds of one configuration object. */
public interface ConfigurationEntry {

  /** Name of the object, unique within its kind. */
  String name();
}
