/** What the probes are told. Knows the revision that is served. */
package dev.apim.gateway.health;
