/** What the gateway counts. Knows the registry and the revision that is served. */
package dev.apim.gateway.metrics;
