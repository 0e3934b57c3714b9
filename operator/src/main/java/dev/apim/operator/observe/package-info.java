/**
 * Kubernetes objects as the records that the domain decides upon. The only way in; writes nothing.
 */
package dev.apim.operator.observe;
