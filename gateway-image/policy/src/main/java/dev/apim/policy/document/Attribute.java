package dev.apim.policy.document;

/** One attribute; the value has its entities decoded and its place kept. */
public record Attribute(String name, Slice value, Position position) {}
