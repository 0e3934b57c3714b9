/**
 * Certificates and keys of test clusters, as PEM files. Knows Bouncy Castle, nothing of Kubernetes.
 */
package dev.apim.e2e.pki;
