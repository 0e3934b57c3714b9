package dev.apim.policy.expression.check;

/** Something wrong with an expression, at an offset of its text. */
public record Finding(int offset, String message) {}
