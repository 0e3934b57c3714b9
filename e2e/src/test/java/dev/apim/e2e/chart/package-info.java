/** The Helm chart on real helm and a real API server, without the operator's program. */
package dev.apim.e2e.chart;
