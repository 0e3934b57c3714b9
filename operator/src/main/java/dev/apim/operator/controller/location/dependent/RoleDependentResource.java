package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.manifest.GatewayRole;
import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a location's gateways may do. */
@KubernetesDependent(
    createResourceOnlyIfNotExistingWithSSA = true,
    informer = @Informer(labelSelector = Labels.MANAGED, comparableResourceVersions = false))
public class RoleDependentResource extends LocationDependent<Role> {

  RoleDependentResource() {
    super(Role.class);
  }

  @Override
  protected Role desired(GatewayLocation location, Context<GatewayLocation> context) {
    return GatewayRole.of(
        LocationDecision.of(context).context(), ValueSecrets.names(location, context));
  }

  /** Which Secrets are granted is not decided by the location, and so not known to have matched. */
  @Override
  public Result<Role> match(
      Role actual, Role desired, GatewayLocation location, Context<GatewayLocation> context) {
    return secrets(actual).equals(secrets(desired))
        ? super.match(actual, desired, location, context)
        : Result.computed(false, desired);
  }

  /** A hand may have left the Role without rules, and the API server says so with none at all. */
  private static Set<String> secrets(Role role) {
    return all(role.getRules())
        .filter(rule -> all(rule.getResources()).anyMatch("secrets"::equals))
        .flatMap(rule -> all(rule.getResourceNames()))
        .collect(Collectors.toSet());
  }

  private static <T> Stream<T> all(List<T> list) {
    return Stream.ofNullable(list).flatMap(List::stream);
  }
}
