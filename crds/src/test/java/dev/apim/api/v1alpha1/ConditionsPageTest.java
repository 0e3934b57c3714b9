package dev.apim.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The catalogue in {@code docs/conditions.md} is made from the enums and compared with them. */
class ConditionsPageTest {

  private static final Path PAGE =
      Path.of("").toAbsolutePath().getParent().resolve("docs/conditions.md");

  @Test
  void catalogueIsWhatTheEnumsSay() throws IOException {
    String expected = page();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/conditions.md differs; update with: mvn -pl crds test -Dgolden.update=true")
        .isEqualTo(expected);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder("# Conditions and reasons\n\n")
            .append("Every object carries its state as conditions, with `observedGeneration`; the ")
            .append("transition time moves only when the status flips. ")
            .append("`kubectl wait --for=condition=Ready` waits for the summary.\n\n")
            .append("## Conditions\n\n| type | `True` is | it says |\n|---|---|---|\n");
    for (ConditionType type : ConditionType.values()) {
      page.append(
          "| `%s` | %s | %s |%n"
              .formatted(type, type.warning() ? "a warning" : "good", type.meaning()));
    }
    page.append("\n## Reasons\n\n| reason | it says |\n|---|---|\n");
    for (Reason reason : Reason.values()) {
      page.append("| `%s` | %s |%n".formatted(reason, reason.meaning()));
    }
    return page.toString();
  }
}
