/**
 * What the operator and the gateways must judge alike: the addresses and paths that a user writes.
 * Knows {@code java.*} and Jackson only, so that both sides run the very same check.
 */
package dev.apim.policy;
