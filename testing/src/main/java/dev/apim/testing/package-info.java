/**
 * What the tests of all modules share, found by the test platform itself. Knows that platform only,
 * nothing of the product.
 */
package dev.apim.testing;
