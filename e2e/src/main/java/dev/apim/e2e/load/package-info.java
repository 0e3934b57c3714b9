/** Steady request load and what became of it. Knows HTTP only. */
package dev.apim.e2e.load;
