/** The revision that is served, swapped in one step. Knows the routing table only. */
package dev.apim.gateway.runtime;
