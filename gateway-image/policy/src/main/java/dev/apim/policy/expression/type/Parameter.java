package dev.apim.policy.expression.type;

/**
 * A parameter of a member.
 *
 * @param optional may be left out; then {@code defaultValue} is passed
 * @param rest collects all further arguments into an array ({@code params})
 * @param out the argument must be an {@code out} variable
 */
public record Parameter(
    String name, Type type, boolean optional, Object defaultValue, boolean rest, boolean out) {}
