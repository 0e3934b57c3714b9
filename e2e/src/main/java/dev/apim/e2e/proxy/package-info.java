/**
 * A proxy of ours between the operator and its API server, in plain HTTP on loopback: it counts,
 * delays, refuses, cuts and repeats, as networks and API servers do.
 */
package dev.apim.e2e.proxy;
