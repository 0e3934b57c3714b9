package dev.apim.api.v1alpha1;

/** Whether a product gives access. */
public enum ProductState {
  Published,
  NotPublished
}
