/** The only reader of the environment. Knows nothing of the rest of the gateway. */
package dev.apim.gateway.settings;
