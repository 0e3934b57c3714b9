/**
 * Types of the expression language and the declared environment: which types and members exist,
 * written as signatures with the code behind them. What is not declared cannot be reached. Knows
 * the syntax of types only.
 */
package dev.apim.policy.expression.type;
