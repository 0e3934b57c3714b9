package dev.apim.api.v1alpha1;

/** Whether a cluster is the operator's own. */
public enum ClusterType {
  Local,
  Remote
}
