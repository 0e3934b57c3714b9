/**
 * A REST client for one API server, as small as the gateway's needs: read, list, watch, write.
 * Knows tokens, kubeconfigs and trust; nothing of what the objects mean.
 */
package dev.apim.gateway.kubernetes;
