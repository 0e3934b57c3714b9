/** Which fields of the kinds a cluster knows, and which this version does. Knows java.* only. */
package dev.apim.operator.domain.schema;
