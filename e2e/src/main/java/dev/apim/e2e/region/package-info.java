/**
 * A cluster with the product installed in it by its own chart. Knows clusters and processes, and of
 * the product only what a user knows: the chart, the kinds as YAML, the addresses.
 */
package dev.apim.e2e.region;
