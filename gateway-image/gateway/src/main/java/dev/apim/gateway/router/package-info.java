/**
 * Decides which API a request is for. Pure: knows the configuration document and the shared checks,
 * nothing of HTTP servers or clients.
 */
package dev.apim.gateway.router;
