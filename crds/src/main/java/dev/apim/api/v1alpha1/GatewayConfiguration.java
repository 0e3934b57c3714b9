package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * The pointer to the active configuration of an instance. Written by the operator only; one write
 * activates a revision. It has no status: every gateway watches it, so that each write of one would
 * wake them all; who serves the revision is said by the locations.
 */
@JsonClassDescription(
    "The pointer to the active configuration of an instance. Written by the operator" + " only.")
@Group("apim.dev")
@Version("v1alpha1")
@ShortNames("apimconfig")
@AdditionalPrinterColumn(name = "Instance", jsonPath = ".spec.instanceRef.name", type = Type.STRING)
@AdditionalPrinterColumn(name = "Epoch", jsonPath = ".spec.fence.epoch", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Sequence", jsonPath = ".spec.fence.sequence", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Revision", jsonPath = ".spec.active.hash", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Published",
    jsonPath = ".spec.active.publishedAt",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Changed",
    jsonPath = ".spec.history[0].changes",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class GatewayConfiguration extends CustomResource<GatewayConfigurationSpec, Void>
    implements Namespaced {}
