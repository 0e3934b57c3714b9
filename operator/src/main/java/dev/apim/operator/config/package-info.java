/** The settings of the operator, and the only place that reads them. */
package dev.apim.operator.config;
