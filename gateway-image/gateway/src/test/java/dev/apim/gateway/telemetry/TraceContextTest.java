package dev.apim.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

  private static final String VALID = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void oneThatIsValidIsKept() {
    assertThat(TraceContext.forward(VALID)).isEqualTo(VALID);
    TraceContext context = TraceContext.of(VALID, 0);
    assertThat(context.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(context.parentId()).isEqualTo("b7ad6b7169203331");
    assertThat(context.sampled()).isTrue();
    assertThat(context.header("00f067aa0ba902b7"))
        .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"
      })
  void anythingElseIsBegunAnew(String header) {
    assertThat(TraceContext.isValid(header)).isFalse();
    assertThat(TraceContext.isValid(TraceContext.forward(header))).isTrue();
    TraceContext context = TraceContext.of(header, 100);
    assertThat(context.parentId()).isNull();
    assertThat(context.sampled()).isTrue();
    assertThat(TraceContext.of(header, 0).sampled()).isFalse();
    assertThat(TraceContext.isValid(context.header(TraceContext.newSpanId()))).isTrue();
  }
}
