/**
 * Where the configuration comes from: the pointer on the API server, the snapshot that it names,
 * and the copy on the own volume. Knows the document and the API server's client, and hands whole
 * revisions on.
 */
package dev.apim.gateway.configuration;
