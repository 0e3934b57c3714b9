package dev.apim.compiler;

import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicySpec;
import dev.apim.api.v1alpha1.PolicyTargetKind;
import dev.apim.api.v1alpha1.PolicyTargetSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
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

  /** The Policy {@code p} of the whole instance. */
  static Policy policy(String document) {
    Policy policy = new Policy();
    policy.setMetadata(new ObjectMetaBuilder().withName("p").build());
    policy.setSpec(
        new PolicySpec(
            new LocalReference("contoso"),
            new PolicyTargetSpec(PolicyTargetKind.ApiManagementInstance, "contoso", null),
            document));
    return policy;
  }
}
