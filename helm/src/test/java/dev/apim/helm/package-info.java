/**
 * What can be said of the chart without helm and without a cluster. Knows the chart's files, the
 * CRDs and the pages in {@code docs}.
 */
package dev.apim.helm;
