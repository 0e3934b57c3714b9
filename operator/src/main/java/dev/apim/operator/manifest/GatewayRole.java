package dev.apim.operator.manifest;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the gateways of a location may do: watch the one pointer and the one location that are
 * theirs, get snapshots by their names, which are hashes that nobody can guess, get the Secrets
 * that carry values to them or hold their certificates, and write their Leases.
 */
public final class GatewayRole {

  private static final String GROUP = "apim.dev";
  private static final String RBAC = "rbac.authorization.k8s.io";

  private GatewayRole() {}

  /** The Role of a location whose configuration has no secrets. */
  public static Role of(LocationContext context) {
    return of(context, Set.of());
  }

  /**
   * The Role of a location.
   *
   * @param secrets names of the Secrets that carry values to its gateways
   */
  public static Role of(LocationContext context, Set<String> secrets) {
    Set<String> names = new TreeSet<>(secrets);
    if (context.spec().network().tls() != null) {
      context
          .spec()
          .network()
          .tls()
          .certificates()
          .forEach(certificate -> names.add(certificate.secretRef().name()));
    }
    RoleBuilder role =
        new RoleBuilder()
            .withMetadata(Metadata.of(context, Names.gateway(context.location())))
            .withRules(
                watch("gatewayconfigurations", context.instance()),
                watch("gatewaylocations", context.location()),
                rule(GROUP, List.of("configurationsnapshots", "configurationbuckets"), "get"),
                rule("coordination.k8s.io", List.of("leases"), "create", "get", "update", "patch"));
    if (!names.isEmpty()) {
      role.addToRules(
          new PolicyRuleBuilder(rule("", List.of("secrets"), "get"))
              .withResourceNames(List.copyOf(names))
              .build());
    }
    return role.build();
  }

  /** The RoleBinding of a location. */
  public static RoleBinding binding(LocationContext context) {
    String name = Names.gateway(context.location());
    return new RoleBindingBuilder()
        .withMetadata(Metadata.of(context, name))
        .withNewRoleRef(RBAC, "Role", name)
        .addNewSubject()
        .withKind("ServiceAccount")
        .withName(name)
        .withNamespace(context.namespace())
        .endSubject()
        .build();
  }

  private static PolicyRule watch(String resource, String name) {
    return new PolicyRuleBuilder(rule(GROUP, List.of(resource), "get", "list", "watch"))
        .withResourceNames(name)
        .build();
  }

  private static PolicyRule rule(String group, List<String> resources, String... verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resources)
        .withVerbs(verbs)
        .build();
  }
}
