/**
 * {@code lab demo}: the product's main job, step by step, each step checked. Knows two regions and
 * what a user sees of them.
 */
package dev.apim.e2e.demo;
