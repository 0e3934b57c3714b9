package dev.apim.operator.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Property(tries = 500)
  void everyNameIsValidAndFits(
      @ForAll @StringLength(min = 1, max = 40) @CharRange(from = 'a', to = 'z') String location,
      @ForAll
          @StringLength(min = 1, max = 63)
          @CharRange(from = 'A', to = 'z')
          @CharRange(from = '0', to = '9')
          @Chars({'.', '_', '-'})
          String zone) {
    assertThat(Names.unit(location, zone + "-0"))
        .hasSizeLessThanOrEqualTo(63)
        .matches("[a-z]([-a-z0-9]*[a-z0-9])?");
    assertThat(Names.zoneBudget(location, zone))
        .hasSizeLessThanOrEqualTo(63)
        .matches("[a-z]([-a-z0-9]*[a-z0-9])?");
  }

  @Test
  void namesThatAreAlikeAfterCleaningStayApart() {
    assertThat(Names.unit("west", "a_b-0")).isNotEqualTo(Names.unit("west", "a.b-0"));
    assertThat(Names.unit("west-1", "0-0")).isNotEqualTo(Names.unit("west", "1-0-0"));
  }

  @Test
  void tagsBecomeValidAnnotations() {
    assertThat(Names.tag("cost center")).isEqualTo("tag.apim.dev/cost_center");
    assertThat(Names.tag("x".repeat(100))).hasSize("tag.apim.dev/".length() + 63);
    assertThat(Names.tag("???")).matches("tag\\.apim\\.dev/tag-[0-9a-f]{6}");
    assertThat(Names.tag("???")).isNotEqualTo(Names.tag("\u00fc\u00fc"));
  }
}
