package dev.apim.policy.document;

/** An attribute as it was read. */
record RawAttribute(String name, int start, RawText value) {}
