/**
 * From the checked tree to closures: constants folded, every loop and call paid for. Knows nothing
 * of names.
 */
package dev.apim.policy.expression.plan;
