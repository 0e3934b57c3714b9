package dev.apim.operator.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which package may know which. */
class WallsTest {

  private static final String ROOT = "dev.apim.operator.";
  private static JavaClasses operator;

  @BeforeAll
  static void readClasses() {
    operator =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.apim.operator");
  }

  @Test
  void theDomainKnowsJavaAndTheKindsOnly() {
    classes()
        .that()
        .resideInAPackage(ROOT + "domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.apim.api..", "dev.apim.policy..", ROOT + "domain..")
        .check(operator);
  }

  @Test
  void manifestsKnowTheDomainAndTheModelButNoClient() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "manifest..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.fabric8.kubernetes.client..",
            "io.javaoperatorsdk..",
            "io.quarkus..",
            "jakarta..",
            ROOT + "observe..",
            ROOT + "config..",
            ROOT + "remote..")
        .check(operator);
  }

  @Test
  void onlyObservationRemoteClustersControllersAndTheLeaderSeeAClient() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + "observe..", ROOT + "remote..", ROOT + "controller..", ROOT + "leader..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.fabric8.kubernetes.client..")
        .check(operator);
  }

  @Test
  void nothingKnowsTheControllersButTheyThemselves() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "controller..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "controller..")
        .check(operator);
  }

  @Test
  void observationWritesNothingAndKnowsNoFramework() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "observe..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javaoperatorsdk..", "io.quarkus..", ROOT + "remote..")
        .check(operator);
  }

  @Test
  void domainAndManifestsReadNoClockEnvironmentOrChance() {
    noClasses()
        .that(are(resideInAnyPackage(ROOT + "domain..", ROOT + "manifest..")))
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, ThreadLocalRandom.class)
        .check(operator);
  }

  @Test
  void onlySettingsReadConfiguration() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "config..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.smallrye.config..", "org.eclipse.microprofile.config..")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(operator);
  }

  @Test
  void nothingKeepsStaticState() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("dev.apim.operator..")
        .should()
        .beFinal()
        .check(operator);
  }

  @Test
  void featuresOfTheDomainHaveNoCycles() {
    slices().matching(ROOT + "domain.(*)..").should().beFreeOfCycles().check(operator);
  }
}
