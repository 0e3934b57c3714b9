/**
 * Reads OpenAPI 3 documents into operations, for the operator and for serving from a folder. The
 * compiler stays without a parser: it is given what was read. Knows the compiler's input and the
 * parser; reads no file and no network.
 */
package dev.apim.openapi;
