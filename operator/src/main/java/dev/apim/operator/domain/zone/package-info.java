/**
 * How the units of a location lie in zones, and how the zones fare. Knows java.* and the kinds
 * only.
 */
package dev.apim.operator.domain.zone;
