/**
 * The gateway beside other proxies on this machine: each alone on one core, backend and clients on
 * another, in turns.
 */
package dev.apim.e2e.bench.proxy;
