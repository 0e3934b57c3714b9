package dev.apim.api.config;

/**
 * Which version of an API an entry is, and how requests ask for it.
 *
 * @param scheme {@code Path}, {@code Header} or {@code Query}
 * @param parameter name of the header or of the query parameter; null for {@code Path}
 * @param value for example {@code v2}
 */
public record VersionEntry(String scheme, String parameter, String value) {}
