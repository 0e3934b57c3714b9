/**
 * Policies: which exist, what each may say and where, and the programs that documents become. Knows
 * documents, expressions and the interfaces of an exchange; the gateway does the rest.
 */
package dev.apim.policy.program;
