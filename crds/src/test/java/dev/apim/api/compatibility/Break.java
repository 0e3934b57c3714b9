package dev.apim.api.compatibility;

/**
 * One thing that worked with the released CRD and does not with today's.
 *
 * @param path where, e.g. {@code gatewaylocations.apim.dev v1alpha1 .spec.units}
 * @param what happened there, e.g. {@code the field is gone}
 */
record Break(String path, String what) implements Comparable<Break> {

  @Override
  public int compareTo(Break other) {
    return toString().compareTo(other.toString());
  }

  /** As it stands in {@code crds/released/accepted.txt}. */
  @Override
  public String toString() {
    return path + ": " + what;
  }
}
