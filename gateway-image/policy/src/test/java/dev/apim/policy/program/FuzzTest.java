package dev.apim.policy.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.policy.document.Problem;
import dev.apim.policy.document.Slice;
import dev.apim.policy.expression.Expression;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;
import dev.apim.policy.expression.type.Type;
import dev.apim.policy.fixture.TestExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text: an answer, and no exception but the language's own. */
class FuzzTest {

  private static final String[] PIECES = {
    "context",
    ".",
    "Request",
    "Headers",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"a\"",
    "1",
    "2.5",
    "+",
    "-",
    "*",
    "/",
    "==",
    "<",
    ">",
    "?",
    ":",
    "??",
    "?.",
    "=>",
    "x",
    "var ",
    "return ",
    ";",
    "new ",
    "int",
    "string",
    "List<int>",
    "JObject",
    "foreach",
    "if",
    "else ",
    "for",
    "while",
    "(x => x)",
    ",",
    "!",
    "$\"{1}\"",
    "@\"v\"",
    "'c'",
    "&&",
    "||",
    "null",
    "true",
    "is ",
    "as ",
    "switch",
    "case ",
    "try",
    "catch",
    "throw ",
    "out ",
    "=",
    "+=",
    "++",
    "Select",
    "Where",
    "Body.As<JObject>()",
    "dynamic ",
    "\\",
    "\"",
    "'",
    "//",
    "/*",
    "&lt;",
    "\u00A0",
    "default",
    "typeof",
    "params"
  };

  private static final String[] MARKUP = {
    "<policies>",
    "</policies>",
    "<inbound>",
    "</inbound>",
    "<set-body>",
    "</set-body>",
    "<choose>",
    "<when condition=\"",
    "\"",
    ">",
    "</when>",
    "/>",
    "<base />",
    "@(",
    ")",
    "@{",
    "}",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&#65;",
    "&",
    "{{v}}",
    "=",
    "'",
    "<value>",
    "</value>",
    "text",
    " ",
    "<?xml ?>",
    "\n",
    "name=\"a\"",
    "1 < 2",
    "(string)context.Variables[\"x\"]"
  };

  private final Expressions expressions = new Expressions();
  private final DocumentChecker checker =
      new DocumentChecker(expressions, NamedValues.unknown(), null);

  @Provide
  Arbitrary<String> code() {
    return Arbitraries.of(PIECES).list().ofMaxSize(25).map(p -> String.join("", p));
  }

  @Provide
  Arbitrary<String> markup() {
    return Arbitraries.of(MARKUP).list().ofMaxSize(30).map(p -> String.join("", p));
  }

  @Property(tries = 2000)
  void anExpressionIsCompiledOrRefusedWithAPlace(@ForAll("code") String code) {
    compileAndRun("@(" + code + ")");
    compileAndRun("@{" + code + "}");
  }

  private void compileAndRun(String source) {
    List<Problem> problems = new ArrayList<>();
    Optional<Expression> compiled =
        expressions.compile(Slice.of("fuzz", source), "", Type.OBJECT, problems::add);
    assertThat(compiled.isPresent()).isEqualTo(problems.isEmpty());
    compiled.ifPresent(FuzzTest::run);
  }

  private static void run(Expression expression) {
    try {
      expression.evaluate(new TestExchange());
    } catch (Fault | LimitException expected) {
      assertThat(expected).isNotNull();
    }
  }

  @Property(tries = 2000)
  void aDocumentIsReadOrRefusedWithAPlace(@ForAll("markup") String markup) {
    assertThat(checker.check("fuzz", markup)).isNotNull();
    assertThat(checker.check("fuzz", "<policies><inbound>" + markup + "</inbound></policies>"))
        .isNotNull();
  }

  @Property(tries = 500)
  void anyTextAtAllIsAnswered(@ForAll String text) {
    assertThat(checker.check("fuzz", text)).isNotNull();
    compileAndRun("@(" + text + ")");
  }

  @Example
  void deepNestingIsRefused() {
    for (String open : List.of("(", "[", "{", "!", "-", "new[]{", "a?", "x=>", "$\"{")) {
      compileAndRun("@(" + open.repeat(20_000) + ")");
    }
    assertThat(checker.check("fuzz", "<policies>".repeat(10_000))).isNotEmpty();
  }
}
