package dev.apim.api.v1alpha1;

/** How a request says which version of an API it wants. */
public enum VersionScheme {
  Path,
  Header,
  Query
}
