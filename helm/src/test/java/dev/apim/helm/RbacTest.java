package dev.apim.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights in the chart against the table with the reasons in {@code docs/rbac.md}. */
class RbacTest {

  private static final Path RULES = Tree.CHART.resolve("files/rbac");
  private static final String OPERATOR_CLUSTER = "operator-cluster";
  private static final String OPERATOR_HOME = "operator-home";
  private static final String OPERATOR_LOCATIONS = "operator-locations";
  private static final String PUSH = "push";
  private static final String PUSH_CLUSTER = "push-cluster";

  @ParameterizedTest
  @ValueSource(strings = {OPERATOR_CLUSTER, OPERATOR_HOME, OPERATOR_LOCATIONS, PUSH, PUSH_CLUSTER})
  @DisplayName("rules hold exactly what the page gives a reason for")
  void rulesHoldWhatThePageGivesAReasonFor(String file) {
    assertThat(permissions(file))
        .as("helm/apim-operator/files/rbac/%s.yaml and the table in docs/rbac.md", file)
        .isNotEmpty()
        .isEqualTo(documented().get(file));
  }

  @Test
  void everyRuleSaysWhy() {
    Tree.yamlFiles(RULES)
        .forEach(
            (file, text) -> {
              List<String> lines = text.lines().toList();
              for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith("- ")) {
                  assertThat(i == 0 ? "" : lines.get(i - 1)).as(file).startsWith("# ");
                }
              }
            });
  }

  @Test
  void noRuleHasAWildcardOrRaisesItself() {
    assertThat(all())
        .noneMatch(p -> (p.group() + p.resource() + p.verb()).contains("*"))
        .noneMatch(p -> Set.of("escalate", "bind", "impersonate").contains(p.verb()));
  }

  @Test
  void operatorPatchesNoSecretsAndHasNoRightsToThemOutsideOfWhereItWorks() {
    assertThat(permissions(OPERATOR_LOCATIONS))
        .filteredOn(p -> p.resource().startsWith("secrets"))
        .extracting(Permission::verb)
        .containsExactlyInAnyOrder("get", "list", "watch", "create", "update", "delete");
    assertThat(permissions(OPERATOR_CLUSTER)).noneMatch(p -> p.resource().startsWith("secrets"));
  }

  @Test
  @DisplayName("the push account can delete nothing, report nothing and read no Secret")
  void pushAccountCannotResetTheFence() {
    assertThat(permissions(PUSH))
        .noneMatch(p -> p.verb().startsWith("delete"))
        .noneMatch(p -> p.resource().contains("/"))
        .filteredOn(p -> p.resource().equals("secrets"))
        .containsExactly(new Permission("", "secrets", "create"));
  }

  @Test
  @DisplayName("the operator holds whatever it grants to gateways, so that it needs no escalate")
  void operatorHoldsWhatItGrants() {
    assertThat(permissions(OPERATOR_LOCATIONS))
        .containsAll(grant("apim.dev", "gatewayconfigurations", "get", "list", "watch"))
        .containsAll(grant("apim.dev", "gatewaylocations", "get", "list", "watch"))
        .containsAll(grant("apim.dev", "configurationsnapshots", "get"))
        .containsAll(grant("apim.dev", "configurationbuckets", "get"))
        .containsAll(grant("", "secrets", "get"))
        .containsAll(grant("coordination.k8s.io", "leases", "create", "get", "update", "patch"));
  }

  private static List<Permission> grant(String group, String resource, String... verbs) {
    return Arrays.stream(verbs).map(verb -> new Permission(group, resource, verb)).toList();
  }

  private static Set<Permission> permissions(String file) {
    return Permission.of(RULES.resolve(file + ".yaml"));
  }

  private static Set<Permission> all() {
    return Tree.yamlFiles(RULES).keySet().stream()
        .flatMap(file -> Permission.of(RULES.resolve(file)).stream())
        .collect(Collectors.toSet());
  }

  /** Rows {@code | group | resource | verbs | why |} below a heading that names the file. */
  private static Map<String, Set<Permission>> documented() {
    Map<String, Set<Permission>> tables = new TreeMap<>();
    String file = "";
    for (String line : Tree.read(Tree.ROOT.resolve("docs/rbac.md")).lines().toList()) {
      if (line.startsWith("## ")) {
        file = line.replaceAll(".*`([a-z-]+)\\.yaml`.*", "$1");
        tables.put(file, new TreeSet<>());
      } else if (line.startsWith("| ") && !line.startsWith("| group ")) {
        tables.get(file).addAll(row(line));
      }
    }
    return tables;
  }

  private static List<Permission> row(String line) {
    String[] cells = line.substring(1).split("\\|");
    assertThat(cells[3].strip()).as("reason in: " + line).isNotEmpty();
    String group = cells[0].strip().equals("core") ? "" : cells[0].strip();
    return Arrays.stream(cells[1].split(","))
        .flatMap(
            resource ->
                Arrays.stream(cells[2].split(","))
                    .map(verb -> new Permission(group, resource.strip(), verb.strip())))
        .toList();
  }
}
