/**
 * Which namespaces an operator acts in where several of one cluster are set to. Knows java.* only.
 */
package dev.apim.operator.domain.scope;
