package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A value that policies name, so that it is in one place (B123). */
@JsonClassDescription(
    "A value that policies and backends name, so that it is in one place; secrets by"
        + " reference.")
@Group("apim.dev")
@Version("v1alpha1")
@ShortNames("apimvalue")
@AdditionalPrinterColumn(name = "Instance", jsonPath = ".spec.instanceRef.name", type = Type.STRING)
@AdditionalPrinterColumn(name = "Display name", jsonPath = ".spec.displayName", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Accepted",
    jsonPath = ".status.conditions[?(@.type==\"Accepted\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Accepted\")].reason",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Programmed",
    jsonPath = ".status.conditions[?(@.type==\"Programmed\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class NamedValue extends CustomResource<NamedValueSpec, ConfigurationObjectStatus>
    implements Namespaced {}
