/**
 * The product's own programs as processes of this machine: operator and gateway. Knows their
 * environment, not their code.
 */
package dev.apim.e2e.app;
