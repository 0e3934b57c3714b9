/** The scale units of a location: which there should be, and which there are. */
package dev.apim.operator.domain.unit;
