/**
 * What the tests of all modules share, found by JUnit itself. Knows JUnit and the library that
 * tests wait with, nothing of the product.
 */
package dev.apim.testing;
