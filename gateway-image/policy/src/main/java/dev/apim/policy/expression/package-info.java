/** Policy expressions as the rest of the product sees them: text in, something to evaluate out. */
package dev.apim.policy.expression;
