package dev.apim.compiler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compiles objects of the instance contoso. */
final class CompilerFixture {

  private CompilerFixture() {}

  /** Compiles lists of objects after {@code previous}, which is null at first. */
  @SafeVarargs
  static CompileResult compile(CompileResult previous, List<? extends HasMetadata>... objects) {
    return compile(Outside.NOTHING, previous, objects);
  }

  @SafeVarargs
  static CompileResult compile(
      Outside outside, CompileResult previous, List<? extends HasMetadata>... objects) {
    return new ConfigurationCompiler()
        .compile(
            new CompileRequest(
                "contoso",
                ConfigurationObjects.of(Stream.of(objects).flatMap(List::stream).toList()),
                outside,
                Optional.ofNullable(previous).map(CompileResult::document),
                1));
  }
}
