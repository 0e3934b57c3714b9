/**
 * The zones of a local cluster: simulated nodes, or real ones in network namespaces. Knows control
 * planes; nothing of the product.
 */
package dev.apim.e2e.node;
