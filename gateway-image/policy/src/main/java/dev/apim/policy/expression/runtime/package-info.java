/**
 * The library behind the expressions: .NET's types and members as far as policies use them, with
 * .NET's behaviour where Java's differs. Each {@code *Library} declares one area.
 */
package dev.apim.policy.expression.runtime;
