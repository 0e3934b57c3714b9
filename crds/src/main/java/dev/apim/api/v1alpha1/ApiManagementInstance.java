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
 * An API Management service: its tier, its gateways' version and size, and where its primary is
 * (B1, B10).
 */
@JsonClassDescription(
    "An API Management service: its tier, the version and size of its gateways, and"
        + " where its primary is.")
@Group("apim.dev")
@Version("v1alpha1")
@ShortNames("apim")
@ValidationRule(value = ResourceNames.RULE, message = ResourceNames.MESSAGE)
@AdditionalPrinterColumn(name = "Tier", jsonPath = ".spec.tier", type = Type.STRING)
@AdditionalPrinterColumn(name = "Primary", jsonPath = ".status.primaryLocation", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Locations",
    jsonPath = ".status.locationCount",
    type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Units", jsonPath = ".status.units", type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Revision",
    jsonPath = ".status.configuration.sequence",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "SLA",
    jsonPath = ".status.slaClass",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class ApiManagementInstance
    extends CustomResource<ApiManagementInstanceSpec, ApiManagementInstanceStatus>
    implements Namespaced {}
