/**
 * The binaries that clusters are made of: found in a directory, in the cache, or built from pinned
 * Go modules. Knows processes and files, nothing of clusters.
 */
package dev.apim.e2e.tools;
