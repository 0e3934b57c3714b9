/**
 * Clusters as tests see them: zones that can be cut, a control plane that can be stopped, an audit
 * log. Hides whether a cluster is local, in containers or was there before.
 */
package dev.apim.e2e.cluster;
