package dev.apim.operator.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Settings of the framework without which it loses events, loops or fails to start. */
class FrameworkTrapsTest {

  private static JavaClasses operator;

  @BeforeAll
  static void readClasses() {
    operator =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.apim.operator");
  }

  private static List<? extends Class<?>> reconcilers() {
    return operator.stream()
        .filter(type -> type.isAssignableTo(Reconciler.class))
        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
        .map(JavaClass::reflect)
        .toList();
  }

  @Test
  void noSpecChangeIsLostWhileOurOwnStatusIsWritten() {
    assertThat(reconcilers())
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            type ->
                assertThat(
                        type.getAnnotation(ControllerConfiguration.class)
                            .informer()
                            .comparableResourceVersions())
                    .isFalse());
  }

  @Test
  void everyControllerHasItsRetrySetWhereItCounts() throws IOException {
    Properties properties = properties();

    assertThat(reconcilers())
        .allSatisfy(
            type -> {
              String name = type.getAnnotation(ControllerConfiguration.class).name();
              assertThat(properties.stringPropertyNames())
                  .contains("quarkus.operator-sdk.controllers." + name + ".retry.interval.initial");
            });
    noClasses()
        .should()
        .beAnnotatedWith(GradualRetry.class)
        .orShould()
        .beAnnotatedWith(RateLimited.class)
        .check(operator);
  }

  @Test
  void theDefinitionsComeFromTheirOwnModule() throws IOException {
    Properties properties = properties();

    assertThat(properties)
        .containsEntry("quarkus.operator-sdk.crd.generate", "false")
        .containsEntry("quarkus.operator-sdk.crd.apply", "false")
        .containsEntry("quarkus.operator-sdk.crd.validate", "false");
  }

  @Test
  void nobodyAsksForTheOperatorSinceThatBuildsASecondClient() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are the framework's Operator", type -> type.isEquivalentTo(Operator.class)))
        .orShould()
        .dependOnClassesThat()
        .haveSimpleName("PrimaryUpdateAndCacheUtils")
        .check(operator);
  }

  private static Properties properties() throws IOException {
    Properties properties = new Properties();
    try (InputStream stream =
        FrameworkTrapsTest.class.getResourceAsStream("/application.properties")) {
      properties.load(stream);
    }
    return properties;
  }
}
