package dev.apim.operator.manifest;

import io.fabric8.kubernetes.api.model.Quantity;

/** Quantities as the API server writes them, so that what is applied equals what is read. */
final class Quantities {

  private static final int MEBIBYTES_OF_A_GIBIBYTE = 1024;
  private static final int MILLICORES_OF_A_CORE = 1000;

  private Quantities() {}

  static Quantity ofMebibytes(int mebibytes) {
    return mebibytes % MEBIBYTES_OF_A_GIBIBYTE == 0
        ? new Quantity(mebibytes / MEBIBYTES_OF_A_GIBIBYTE + "Gi")
        : new Quantity(mebibytes + "Mi");
  }

  static Quantity ofMillicores(int millicores) {
    return millicores % MILLICORES_OF_A_CORE == 0
        ? new Quantity(String.valueOf(millicores / MILLICORES_OF_A_CORE))
        : new Quantity(millicores + "m");
  }
}
