/** The operator that dies after a write, and API servers that do not behave. */
package dev.apim.e2e.resilience;
