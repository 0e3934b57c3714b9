/**
 * Who is who: which locations of an instance are accepted, which is the primary, which run in this
 * cluster, and whether this operator publishes. Knows java.* and the kinds only.
 */
package dev.apim.operator.domain.topology;
