/** Compiling and publishing in one cluster, seen from outside. */
package dev.apim.e2e.configuration;
