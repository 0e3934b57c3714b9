/**
 * Serves from a folder of YAML files instead of a cluster, for trying things out: the same kinds,
 * the same compiler, the same verdicts. Knows the revision that is served and no API server.
 */
package dev.apim.gateway.folder;
