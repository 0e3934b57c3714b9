/**
 * Passes a request on to a backend and its answer back, as streams. Knows HTTP and where a route
 * leads; which route it is was decided before.
 */
package dev.apim.gateway.backends;
