/** How secrets may lie on the own volume. Knows files and ciphers only. */
package dev.apim.gateway.secrets;
