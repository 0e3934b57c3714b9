/** The gateways of locations on a real scheduler: placement, healing, rollouts, outages. */
package dev.apim.e2e.location;
