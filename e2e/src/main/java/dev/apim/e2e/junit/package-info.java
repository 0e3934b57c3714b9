/**
 * What binds clusters to JUnit: one cluster for many tests, a namespace for each, a dump when one
 * fails.
 */
package dev.apim.e2e.junit;
