/**
 * Names and types resolved against a declared environment, all errors collected. The result is a
 * tree in which every conversion is explicit and every member is the code behind it.
 */
package dev.apim.policy.expression.check;
