/**
 * Turns the configuration kinds of an instance into a snapshot. Pure: knows the kinds, the document
 * and the shared checks, and neither a cluster, a clock nor the environment, so the same objects
 * give the same bytes wherever they are compiled.
 */
package dev.apim.compiler;
