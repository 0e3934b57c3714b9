/** {@code e2e/bin/bench}: figures of the product on two regions of this machine. */
package dev.apim.e2e.bench;
