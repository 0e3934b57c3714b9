package dev.apim.operator.controller.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.compiler.ObjectKey;
import org.junit.jupiter.api.Test;

class CarriedNamesTest {

  /** What the API server takes as a key of a Secret's data. */
  private static final String KEY = "[-._a-zA-Z0-9]{1,253}";

  @Test
  void keysSayWhoseTheyAre() {
    assertThat(key("orders", "token")).isEqualTo("NamedValue.orders.token");
  }

  @Test
  void keysOfTheLongestNamesFitIntoASecretAndStayApart() {
    String longest = "n".repeat(253);
    assertThat(key(longest, "token")).matches(KEY).isNotEqualTo(key(longest, "other"));
    assertThat(key(longest, "k".repeat(253)))
        .matches(KEY)
        .isEqualTo(key(longest, "k".repeat(253)))
        .isNotEqualTo(key(longest, "k".repeat(252)));
  }

  private static String key(String name, String dataKey) {
    return CarriedNames.key(new ObjectKey("NamedValue", name), dataKey);
  }
}
