/**
 * A real Argo CD as processes of this machine, and the Git repository that it reads. Knows clusters
 * and processes, nothing of the product.
 */
package dev.apim.e2e.argocd;
