/**
 * Two regions to play with on one machine, and the demonstration. Knows the whole DSL and the
 * product's commands.
 */
package dev.apim.e2e.lab;
