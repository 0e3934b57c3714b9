/** What the operator measures of itself. */
package dev.apim.operator.metrics;
