package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A part of a configuration, named by the hash of its content. Immutable. */
@JsonClassDescription(
    "A part of a configuration, named by the hash of its content. Written by the"
        + " operator only; immutable.")
@Group("apim.dev")
@Version("v1alpha1")
@ShortNames("apimbucket")
@AdditionalPrinterColumn(name = "Instance", jsonPath = ".spec.instanceRef.name", type = Type.STRING)
@AdditionalPrinterColumn(name = "Bytes", jsonPath = ".spec.bytes", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class ConfigurationBucket extends CustomResource<ConfigurationBucketSpec, Void>
    implements Namespaced {}
