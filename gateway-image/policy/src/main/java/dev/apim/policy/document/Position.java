package dev.apim.policy.document;

/** A place in a document as editors count it: line and column both start at 1. */
public record Position(int line, int column) {}
