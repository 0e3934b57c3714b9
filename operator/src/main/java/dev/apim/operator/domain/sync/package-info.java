/**
 * What is to be published and pushed, and in which order. Pure: knows {@code java.*} and {@code
 * dev.apim.api} only; time is a parameter.
 */
package dev.apim.operator.domain.sync;
