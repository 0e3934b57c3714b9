package dev.apim.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rights as the API server sees them, where the files alone do not show them. */
@SideBySide
class ChartRightsIT {

  private static final String ALL = "apim-system";
  private static final String SOME = "some-system";
  private static final String WATCHED = "team-a";
  private static final String FOREIGN = "team-b";

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("rights"));

  @BeforeAll
  static void installBoth() {
    for (String namespace : new String[] {ALL, SOME, WATCHED, FOREIGN}) {
      Releases.restrictedNamespace(cluster(), namespace);
    }
    Releases.install(cluster(), ALL, "clusterName=westus", "replicas=0");
    Releases.install(
        cluster(),
        SOME,
        "clusterName=westus",
        "replicas=0",
        "crds.install=false",
        "priorityClasses.create=false",
        "watchNamespaces={team-a}");
    for (String role : new String[] {"view", "edit", "admin"}) {
      cluster()
          .kubectl(
              "create",
              "rolebinding",
              role,
              "-n",
              WATCHED,
              "--clusterrole=" + role,
              "--user=" + role)
          .orThrow();
    }
  }

  @ParameterizedTest(name = "{1} {2} in {3}: {4}")
  @DisplayName("an operator for all namespaces acts everywhere and patches no Secrets")
  @CsvSource({
    "apps,deployments,create,team-b,true",
    "apim.dev,gatewaylocations,watch,team-b,true",
    "apim.dev,gatewaylocations/status,patch,team-b,true",
    "apim.dev,gatewaylocations,patch,team-b,true",
    "apim.dev,gatewaylocations,update,team-b,false",
    "apim.dev,apis,patch,team-b,false",
    "apim.dev,gatewayclusters,watch,team-b,false",
    "apim.dev,gatewayclusters,watch,apim-system,true",
    "'',secrets,list,apim-system,true",
    "'',secrets,get,team-b,true",
    "'',secrets,patch,team-b,false",
    "'',secrets,delete,team-b,true",
    "'',nodes,list,'',true",
    "rbac.authorization.k8s.io,roles,escalate,team-b,false",
    "rbac.authorization.k8s.io,clusterroles,create,'',false",
  })
  void anOperatorForAllNamespaces(
      String group, String resource, String verb, String namespace, boolean allowed) {
    String operator = "system:serviceaccount:" + ALL + ":apim-operator";

    assertThat(may(operator, group, resource, verb, namespace)).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{1} {2} in {3}: {4}")
  @DisplayName("an operator for some namespaces has no rights in others")
  @CsvSource({
    "apps,deployments,create,team-a,true",
    "apim.dev,gatewaylocations,list,team-a,true",
    "apim.dev,gatewayclusters,create,some-system,true",
    "'',nodes,list,'',true",
    "apps,deployments,create,team-b,false",
    "apim.dev,gatewaylocations,list,team-b,false",
    "apim.dev,gatewaylocations,list,'',false",
    "'',pods,list,'',false",
    "'',secrets,get,team-a,true",
    "'',secrets,get,team-b,false",
    "'',secrets,get,apim-system,false",
  })
  void anOperatorForSomeNamespaces(
      String group, String resource, String verb, String namespace, boolean allowed) {
    String operator = "system:serviceaccount:" + SOME + ":apim-operator";

    assertThat(may(operator, group, resource, verb, namespace)).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{0}: {1} {2}: {3}")
  @DisplayName("view, edit and admin of a namespace reach our kinds")
  @CsvSource({
    "view,gatewaylocations,list,true",
    "view,gatewayconfigurations,get,true",
    "view,gatewaylocations,patch,false",
    "edit,apis,create,true",
    "edit,gatewaylocations/scale,update,true",
    "edit,gatewaylocations/status,patch,false",
    "edit,gatewayconfigurations,update,false",
    "edit,configurationbuckets,create,false",
    "edit,gatewayclusters,create,false",
    "admin,gatewayclusters,create,true",
    "admin,policies,delete,true",
    "admin,gatewayconfigurations,delete,false",
  })
  void rolesOfUsers(String user, String resource, String verb, boolean allowed) {
    assertThat(may(user, "apim.dev", resource, verb, WATCHED)).isEqualTo(allowed);
  }

  private static boolean may(
      String user, String group, String resource, String verb, String namespace) {
    String[] parts = resource.split("/");
    SubjectAccessReview question =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user)
            .withNewResourceAttributes()
            .withGroup(group)
            .withResource(parts[0])
            .withSubresource(parts.length > 1 ? parts[1] : null)
            .withVerb(verb)
            .withNamespace(namespace)
            .endResourceAttributes()
            .endSpec()
            .build();
    return cluster()
        .client()
        .authorization()
        .v1()
        .subjectAccessReview()
        .create(question)
        .getStatus()
        .getAllowed();
  }

  private static Cluster cluster() {
    return CLUSTERS.get("rights");
  }
}
