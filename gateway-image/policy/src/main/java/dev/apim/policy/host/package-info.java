/**
 * What a running program asks of the gateway: the exchange at hand, and what all exchanges share.
 * Everything that takes time answers by a callback; nothing here blocks.
 */
package dev.apim.policy.host;
