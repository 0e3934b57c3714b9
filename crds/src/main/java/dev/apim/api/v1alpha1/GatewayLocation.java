package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * Gateways of an instance in one region: so many units, over these zones, in that cluster (B2, B67,
 * B94).
 */
@JsonClassDescription(
    "Gateways of an instance in one region: so many units, over these zones, in that" + " cluster.")
@Group("apim.dev")
@Version("v1alpha1")
@ShortNames("gwloc")
@ValidationRule(value = ResourceNames.RULE, message = ResourceNames.MESSAGE)
@AdditionalPrinterColumn(name = "Instance", jsonPath = ".spec.instanceRef.name", type = Type.STRING)
@AdditionalPrinterColumn(name = "Region", jsonPath = ".spec.region", type = Type.STRING)
@AdditionalPrinterColumn(name = "Role", jsonPath = ".status.role", type = Type.STRING)
@AdditionalPrinterColumn(name = "Units", jsonPath = ".spec.units", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Zones", jsonPath = ".status.zoneSummary", type = Type.STRING)
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.readySummary", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Revision",
    jsonPath = ".status.configuration.sequence",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "State",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Address", jsonPath = ".status.address", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class GatewayLocation extends CustomResource<GatewayLocationSpec, GatewayLocationStatus>
    implements Namespaced {}
