/** The two ports: traffic, and probes with metrics. Knows the router, the backends and health. */
package dev.apim.gateway.listener;
