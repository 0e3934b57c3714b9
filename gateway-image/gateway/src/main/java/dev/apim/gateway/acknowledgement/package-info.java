/**
 * Tells the operator, by a Lease, which revision this replica serves. Knows the API server's client
 * and the revision that is served.
 */
package dev.apim.gateway.acknowledgement;
