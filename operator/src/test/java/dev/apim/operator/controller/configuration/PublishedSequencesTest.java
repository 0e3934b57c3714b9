package dev.apim.operator.controller.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.compiler.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedSequencesTest {

  private static final ObjectKey ORDERS = new ObjectKey("Api", "orders");

  @Test
  void anObjectKeepsItsRevisionWhileOthersAreEdited() {
    PublishedSequences sequences = new PublishedSequences();
    sequences.update(document(api("orders", "a"), api("users", "a")), 1);
    sequences.update(document(api("orders", "a"), api("users", "b")), 2);

    assertThat(sequences.since(ORDERS, api("orders", "a"))).contains(1L);
    assertThat(sequences.since(new ObjectKey("Api", "users"), api("users", "b"))).contains(2L);
  }

  @Test
  void anObjectThatIsNotInTheRevisionAsWrittenHasNone() {
    PublishedSequences sequences = new PublishedSequences();
    sequences.update(document(api("orders", "a")), 1);

    assertThat(sequences.since(ORDERS, api("orders", "b"))).isEmpty();
    assertThat(sequences.since(new ObjectKey("Api", "users"), api("users", "a"))).isEmpty();
  }

  private static ConfigurationDocument document(ApiEntry... apis) {
    return ConfigurationDocument.of("contoso", List.of(), List.of(apis), List.of());
  }

  private static ApiEntry api(String name, String path) {
    return new ApiEntry(name, path, List.of(), null, "http://b.example", null);
  }
}
