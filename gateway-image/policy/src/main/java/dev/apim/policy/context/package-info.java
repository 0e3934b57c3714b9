/**
 * What policies see and change of one exchange. The gateway implements these interfaces over its
 * own messages; bodies are at hand in memory wherever a compiled policy says that it reads them.
 */
package dev.apim.policy.context;
