/**
 * Whether today's CRDs still take what the released ones took: what a user stored, applies or reads
 * must go on working after an upgrade.
 */
package dev.apim.api.compatibility;
