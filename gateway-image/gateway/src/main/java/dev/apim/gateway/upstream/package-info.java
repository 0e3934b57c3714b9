/**
 * Decides which member of a backend a request goes to: weights, priorities, circuit breakers. Pure:
 * knows the configuration document and the shared checks, nothing of HTTP servers or clients; time
 * is a parameter.
 */
package dev.apim.gateway.upstream;
