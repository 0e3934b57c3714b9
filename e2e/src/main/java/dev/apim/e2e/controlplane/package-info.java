/**
 * etcd, API server, controller manager and scheduler of one cluster as local processes. Knows their
 * flags; nothing of nodes, zones or of the product.
 */
package dev.apim.e2e.controlplane;
