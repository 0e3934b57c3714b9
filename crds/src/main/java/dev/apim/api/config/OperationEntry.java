package dev.apim.api.config;

/**
 * An operation of an API, as compiled.
 *
 * @param name unique in its API; policies name it
 * @param displayName what people call it; null where they call it by its name
 * @param method HTTP method in upper case
 * @param urlTemplate path below the API's, with a leading slash, and the query that it asks for
 */
public record OperationEntry(String name, String displayName, String method, String urlTemplate) {}
