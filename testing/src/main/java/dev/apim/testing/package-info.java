/**
 * What the tests of all modules share, found by the test platform itself. Knows that platform and
 * the library that tests wait with, nothing of the product.
 */
package dev.apim.testing;
