/** How units lie over zones through changes: ours beside what plain Kubernetes offers. */
package dev.apim.e2e.bench.placement;
