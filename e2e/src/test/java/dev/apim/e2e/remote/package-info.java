/** What a primary does to other clusters: pushes, tombstones, outages, conflicts. */
package dev.apim.e2e.remote;
