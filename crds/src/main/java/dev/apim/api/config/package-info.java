/** The snapshot document: the one model that the operator and the gateways compile against. */
package dev.apim.api.config;
