/** The loop of an ApiManagementInstance: judge it with its locations, and sum them up. */
package dev.apim.operator.controller.instance;
