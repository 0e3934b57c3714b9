package dev.apim.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.CanonicalJson;
import dev.apim.api.config.FragmentEntry;
import dev.apim.api.config.OperationEntry;
import dev.apim.api.config.PolicyEntry;
import dev.apim.api.config.ResponseEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MocksTest {

  private static final String MOCKING =
      "<policies><inbound><mock-response status-code=\"200\" /></inbound></policies>";
  private static final String OTHER = "<policies><inbound><base /></inbound></policies>";

  private static final ApiEntry ONE = api("one");
  private static final ApiEntry TWO = api("two");

  private static ApiEntry api(String name) {
    OperationEntry operation =
        new OperationEntry(
            "get",
            null,
            "GET",
            "/",
            List.of(new ResponseEntry(200, "application/json", List.of("{}"))));
    return new ApiEntry(
        name, name, null, null, "http://a", null, null, List.of(operation), null, null);
  }

  private static PolicyEntry policy(String api, String document, String... fragments) {
    return new PolicyEntry(
        "p",
        api,
        null,
        null,
        null,
        null,
        List.of(fragments),
        CanonicalJson.tree(Map.of("document", document)));
  }

  private static List<String> mocked(List<PolicyEntry> policies, FragmentEntry... fragments) {
    return new Mocks(policies, List.of(fragments))
        .travelling(List.of(ONE, TWO), ApiEntry::bare).stream()
            .filter(api -> !api.operations().get(0).responses().isEmpty())
            .map(ApiEntry::name)
            .toList();
  }

  @Test
  void whatOperationsAnswerTravelsOnlyWhereItIsMocked() {
    assertThat(mocked(List.of())).isEmpty();
    assertThat(mocked(List.of(policy("one", OTHER), policy("two", MOCKING))))
        .containsExactly("two");
    assertThat(mocked(List.of(policy(null, MOCKING)))).containsExactly("one", "two");
  }

  @Test
  void aFragmentThatMocksDoesSoWhereItIsIncluded() {
    FragmentEntry fragment =
        new FragmentEntry(
            "f",
            "mock",
            CanonicalJson.tree(Map.of("document", "<fragment><mock-response /></fragment>")));
    assertThat(mocked(List.of(policy("one", OTHER, "mock")), fragment)).containsExactly("one");
    assertThat(mocked(List.of(policy("one", OTHER)), fragment)).isEmpty();
  }
}
