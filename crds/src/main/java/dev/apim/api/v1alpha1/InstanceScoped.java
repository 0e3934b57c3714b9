package dev.apim.api.v1alpha1;

/** A spec of an object that belongs to one instance in its namespace. */
public interface InstanceScoped {

  /** The instance. */
  LocalReference instanceRef();
}
