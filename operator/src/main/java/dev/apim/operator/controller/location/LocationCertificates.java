package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.TlsSpec;
import dev.apim.operator.domain.status.CertificateFacts;
import dev.apim.operator.observe.TlsSecrets;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Wakes locations when a Secret with a certificate that they name has changed. */
final class LocationCertificates extends SimpleInboundEventSource<GatewayLocation>
    implements ResourceEventAware<GatewayLocation> {

  private final TlsSecrets secrets;

  LocationCertificates(TlsSecrets secrets) {
    super("certificates");
    this.secrets = secrets;
  }

  /** What is known of the certificates of a location that runs here. */
  List<CertificateFacts> of(GatewayLocation location) {
    ResourceID id = ResourceID.fromResource(location);
    return secrets.follow(
        who(id), location.getMetadata().getNamespace(), names(location), () -> propagateEvent(id));
  }

  @Override
  public void onResourceDeleted(GatewayLocation location) {
    secrets.forget(who(ResourceID.fromResource(location)));
  }

  private static String who(ResourceID id) {
    return id.getNamespace().orElse("") + "/" + id.getName();
  }

  private static Set<String> names(GatewayLocation location) {
    Set<String> names = new TreeSet<>();
    TlsSpec tls = location.getSpec().network().tls();
    if (tls != null) {
      tls.certificates().forEach(certificate -> names.add(certificate.secretRef().name()));
    }
    return names;
  }
}
