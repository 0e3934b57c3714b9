/**
 * A gateway alone on a real API server; what the operator would publish is written by the tests.
 */
package dev.apim.e2e.gateway;
