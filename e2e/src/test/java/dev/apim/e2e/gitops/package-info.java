/** Configuration as Argo CD brings it from Git, in every cluster. */
package dev.apim.e2e.gitops;
