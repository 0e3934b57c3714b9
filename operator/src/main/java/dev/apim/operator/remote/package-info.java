/**
 * Other clusters: their clients, informers and queues. A cluster that does not answer is data here,
 * never an exception.
 */
package dev.apim.operator.remote;
