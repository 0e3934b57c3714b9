package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A product: APIs to which one subscription gives access (B123). */
@JsonClassDescription("A product: APIs to which one subscription gives access.")
@Group("apim.dev")
@Version("v1alpha1")
@ShortNames("apimproduct")
@AdditionalPrinterColumn(name = "Instance", jsonPath = ".spec.instanceRef.name", type = Type.STRING)
@AdditionalPrinterColumn(name = "State", jsonPath = ".spec.state", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Subscription",
    jsonPath = ".spec.subscriptionRequired",
    type = Type.BOOLEAN)
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
public class Product extends CustomResource<ProductSpec, ConfigurationObjectStatus>
    implements Namespaced {}
