/**
 * How much of what a replica can do is in use, and when it must refuse (B50, B119). Knows clocks
 * and the JVM, nothing of requests.
 */
package dev.apim.gateway.capacity;
