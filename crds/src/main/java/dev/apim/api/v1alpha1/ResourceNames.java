package dev.apim.api.v1alpha1;

/**
 * The rule for the names of instances and locations, from which the names of their children are
 * made.
 */
final class ResourceNames {

  static final String RULE =
      "size(self.metadata.name) <= 40 && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')";
  static final String MESSAGE =
      "metadata.name must have at most 40 characters, lower-case letters, digits and '-',"
          + " begin with a letter and end with a letter or digit";

  private ResourceNames() {}
}
