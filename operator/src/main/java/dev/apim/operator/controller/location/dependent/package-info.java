/** The children of a location. Each is a manifest of the decision, and decides nothing. */
package dev.apim.operator.controller.location.dependent;
