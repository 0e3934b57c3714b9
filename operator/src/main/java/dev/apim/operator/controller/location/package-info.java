/** The loop of a GatewayLocation: observe, plan, apply, say how it is. */
package dev.apim.operator.controller.location;
