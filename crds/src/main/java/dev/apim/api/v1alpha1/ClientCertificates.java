package dev.apim.api.v1alpha1;

/** Whether clients are asked for a certificate. */
public enum ClientCertificates {
  None,
  Ask
}
