/**
 * Who publishes an instance, and how that office goes to another cluster. Pure: knows {@code
 * java.*} and {@code dev.apim.api} only.
 */
package dev.apim.operator.domain.promotion;
