package dev.apim.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Region;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a stolen token of a secondary's push account can do: asked of the API server, verb by verb.
 */
@SideBySide
class PushAccountIT {

  private static final String NAMESPACE = "apim";
  private static final String VALUE = "the-value-that-nobody-may-see";
  private static final List<String> VERBS =
      List.of(
          "get",
          "list",
          "watch",
          "create",
          "update",
          "patch",
          "delete",
          "deletecollection",
          "impersonate",
          "bind",
          "escalate",
          "use",
          "approve",
          "sign",
          "attest");
  private static final Set<String> OURS =
      Set.of(
          "apimanagementinstances",
          "gatewaylocations",
          "gatewayconfigurations",
          "configurationsnapshots",
          "configurationbuckets");

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("secondary"));

  private static KubernetesClient account;

  @BeforeAll
  static void installASecondary() {
    admin()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    cluster()
        .helm(
            "install",
            "apim",
            Region.chart().toString(),
            "--namespace",
            Region.SYSTEM,
            "--create-namespace",
            "--set",
            "clusterName=secondary",
            "--set",
            "role=secondary",
            "--set",
            "push.namespace=" + NAMESPACE,
            "--set",
            "replicas=0")
        .orThrow();
    String token = cluster().serviceAccountToken(NAMESPACE, "apim-push");
    account =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster().kubeconfigWithToken(token)))
            .build();
    for (String namespace : List.of(NAMESPACE, "default")) {
      admin()
          .resource(
              new SecretBuilder()
                  .withNewMetadata()
                  .withName("foreign")
                  .withNamespace(namespace)
                  .endMetadata()
                  .addToStringData("key", VALUE)
                  .build())
          .create();
    }
  }

  @AfterAll
  static void closeTheClient() {
    if (account != null) {
      account.close();
    }
  }

  @Test
  @DisplayName(
      "B77 the token may write our kinds in one namespace and create Secrets there, no more")
  void everyVerbOnEveryKind() {
    Set<String> expected = new TreeSet<>();
    for (String kind : OURS) {
      for (String verb : List.of("get", "list", "watch", "create", "update", "patch")) {
        expected.add(NAMESPACE + ": " + verb + " " + kind + ".apim.dev");
      }
    }
    expected.add(NAMESPACE + ": create secrets");
    Set<String> allowed = new TreeSet<>();
    for (String namespace : List.of(NAMESPACE, "default", "kube-system", Region.SYSTEM)) {
      for (Resource resource : resources()) {
        for (String verb : VERBS) {
          if (allowed(namespace, verb, resource, null)) {
            allowed.add(namespace + ": " + verb + " " + resource);
          }
        }
      }
    }
    allowed.removeIf(a -> a.matches(".* create self\\w+\\.\\S*k8s\\.io"));
    assertThat(allowed).isEqualTo(expected);
  }

  @Test
  @DisplayName(
      "B77 of namespaces the token may read kube-system only, which tells the cluster's identity")
  void ofNamespacesOnlyKubeSystem() {
    Resource namespaces = new Resource("", "namespaces");
    assertThat(allowed(null, "get", namespaces, "kube-system")).isTrue();
    assertThat(allowed(null, "get", namespaces, "default")).isFalse();
    assertThat(allowed(null, "list", namespaces, null)).isFalse();
  }

  @ParameterizedTest(name = "{0} {2} dryRun={1}")
  @CsvSource({
    "GET,false,",
    "PUT,false,application/json",
    "PUT,true,application/json",
    "PATCH,false,application/merge-patch+json",
    "PATCH,true,application/merge-patch+json",
    "PATCH,true,application/json-patch+json",
    "PATCH,true,application/strategic-merge-patch+json",
    "PATCH,false,application/apply-patch+yaml",
    "PATCH,true,application/apply-patch+yaml",
    "DELETE,false,application/json",
    "DELETE,true,application/json",
    "POST,false,application/json",
    "POST,true,application/json"
  })
  @DisplayName("B77 no request of the token returns the data of another's Secret")
  void noRequestReturnsAnothersSecret(String method, boolean dryRun, String type) throws Exception {
    for (String namespace : List.of(NAMESPACE, "default")) {
      HttpResponse<String> answer = send(method, namespace, type, dryRun);
      boolean mayCreate = method.equals("POST") && namespace.equals(NAMESPACE);
      assertThat(answer.code()).isEqualTo(mayCreate ? 409 : 403);
      assertThat(answer.bodyString())
          .doesNotContain(VALUE)
          .doesNotContain(Base64.getEncoder().encodeToString(VALUE.getBytes()));
    }
    assertThat(admin().secrets().inNamespace(NAMESPACE).withName("foreign").get().getData())
        .containsKey("key");
  }

  private static HttpResponse<String> send(
      String method, String namespace, String type, boolean dryRun) throws Exception {
    String collection = cluster().serverUrl() + "/api/v1/namespaces/" + namespace + "/secrets";
    String query = dryRun ? "?dryRun=All" : "";
    if ("application/apply-patch+yaml".equals(type)) {
      query += (query.isEmpty() ? "?" : "&") + "fieldManager=x&force=true";
    }
    String url = (method.equals("POST") ? collection : collection + "/foreign") + query;
    HttpRequest.Builder request = account.getHttpClient().newHttpRequestBuilder().uri(url);
    if (!method.equals("GET")) {
      request.method(method, type, body(type));
    }
    return account
        .getHttpClient()
        .sendAsync(request.build(), String.class)
        .get(10, TimeUnit.SECONDS);
  }

  private static String body(String type) {
    return type.equals("application/json-patch+json")
        ? "[]"
        : type.contains("merge-patch")
            ? "{}"
            : "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"foreign\"}}";
  }

  private record Resource(String group, String plural) {
    @Override
    public String toString() {
      return group.isEmpty() ? plural : plural + "." + group;
    }
  }

  private static List<Resource> resources() {
    List<Resource> resources = new ArrayList<>();
    add(resources, "", "v1");
    admin()
        .getApiGroups()
        .getGroups()
        .forEach(
            group ->
                add(resources, group.getName(), group.getPreferredVersion().getGroupVersion()));
    return resources;
  }

  private static void add(List<Resource> resources, String group, String groupVersion) {
    for (APIResource resource : admin().getApiResources(groupVersion).getResources()) {
      resources.add(new Resource(group, resource.getName()));
    }
  }

  private static boolean allowed(String namespace, String verb, Resource resource, String name) {
    int slash = resource.plural().indexOf('/');
    String plural = slash < 0 ? resource.plural() : resource.plural().substring(0, slash);
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withVerb(verb)
            .withGroup(resource.group())
            .withResource(plural)
            .withSubresource(slash < 0 ? null : resource.plural().substring(slash + 1))
            .withName(name)
            .endResourceAttributes()
            .endSpec()
            .build();
    return Boolean.TRUE.equals(
        account
            .authorization()
            .v1()
            .selfSubjectAccessReview()
            .create(review)
            .getStatus()
            .getAllowed());
  }

  private static KubernetesClient admin() {
    return cluster().client();
  }

  private static Cluster cluster() {
    return CLUSTERS.get("secondary");
  }
}
