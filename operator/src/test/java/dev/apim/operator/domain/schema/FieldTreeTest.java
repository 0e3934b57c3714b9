package dev.apim.operator.domain.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldTreeTest {

  private static final FieldTree ANY = FieldTree.ANYTHING;

  private static FieldTree tree(Map<String, FieldTree> fields) {
    return new FieldTree(fields, false);
  }

  @Test
  void fieldsOfOneThatTheOtherLacksAreNamedByPath() {
    FieldTree here = tree(Map.of("a", ANY, "b", tree(Map.of("c", ANY, "d", ANY)), "e", ANY));
    FieldTree there = tree(Map.of("a", ANY, "b", tree(Map.of("c", ANY)), "x", ANY));

    assertThat(here.beyond(there)).containsExactly("b.d", "e");
    assertThat(there.beyond(here)).containsExactly("x");
  }

  @Test
  void whatTakesAnythingLacksNothing() {
    assertThat(tree(Map.of("a", tree(Map.of("b", ANY)))).beyond(tree(Map.of("a", ANY)))).isEmpty();
  }

  @Test
  void aValueIsPrunedToTheFieldsThatThereAre() {
    FieldTree fields = tree(Map.of("zones", tree(Map.of("name", ANY)), "tags", ANY));
    Object value =
        Map.of(
            "zones",
            List.of(Map.of("name", "1", "ready", 2)),
            "tags",
            Map.of("k", "v"),
            "outage",
            Map.of("actor", "User"));

    assertThat(fields.prune(value))
        .isEqualTo(Map.of("zones", List.of(Map.of("name", "1")), "tags", Map.of("k", "v")));
  }

  @Test
  void findingsNameTheFieldsAndWhatToDo() {
    SchemaFindings findings =
        new SchemaFindings(
            Map.of("a.apim.dev", Set.of(), "b.apim.dev", Set.of("1", "2", "3", "4", "5", "6")),
            Map.of("a.apim.dev", Set.of("spec.x")));

    assertThat(findings.message())
        .isEqualTo(
            "these CRDs are older than the operator, and what has no field is not said: b.apim.dev"
                + " (1, 2, 3, 4, 5, and 1 more); apply the CRDs of this version; these CRDs are"
                + " newer than the operator, and fields that it does not know count for nothing:"
                + " a.apim.dev (spec.x); upgrade the operator");
    assertThat(SchemaFindings.NONE.differ()).isFalse();
  }
}
