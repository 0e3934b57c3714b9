package dev.apim.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class WallsTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.apim.gateway");

  @Test
  void eachPackageIsKnownOnlyWhereItMay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("whole")
        .definedBy("dev.apim.gateway")
        .layer("listener")
        .definedBy("..gateway.listener")
        .layer("backends")
        .definedBy("..gateway.backends")
        .layer("policies")
        .definedBy("..gateway.policies")
        .layer("upstream")
        .definedBy("..gateway.upstream")
        .layer("acknowledgement")
        .definedBy("..gateway.acknowledgement")
        .layer("configuration")
        .definedBy("..gateway.configuration")
        .layer("tls")
        .definedBy("..gateway.tls")
        .layer("folder")
        .definedBy("..gateway.folder")
        .layer("kubernetes")
        .definedBy("..gateway.kubernetes")
        .whereLayer("whole")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("listener")
        .mayOnlyBeAccessedByLayers("whole")
        .whereLayer("backends")
        .mayOnlyBeAccessedByLayers("listener", "policies")
        .whereLayer("upstream")
        .mayOnlyBeAccessedByLayers("backends", "policies")
        .whereLayer("policies")
        .mayOnlyBeAccessedByLayers("whole", "listener")
        .whereLayer("acknowledgement")
        .mayOnlyBeAccessedByLayers("whole")
        .whereLayer("configuration")
        .mayOnlyBeAccessedByLayers("whole", "acknowledgement", "folder")
        .whereLayer("folder")
        .mayOnlyBeAccessedByLayers("whole")
        .whereLayer("kubernetes")
        .mayOnlyBeAccessedByLayers("whole", "configuration", "acknowledgement", "tls")
        .whereLayer("tls")
        .mayOnlyBeAccessedByLayers("whole", "listener", "folder")
        .check(classes);
  }

  @Test
  void noPackageKnowsAnotherThatKnowsIt() {
    SlicesRuleDefinition.slices()
        .matching("dev.apim.gateway.(*)..")
        .should()
        .beFreeOfCycles()
        .check(classes);
  }

  @Test
  void theRouterKnowsNothingOfHttp() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..gateway.router", "..gateway.upstream", "..gateway.runtime", "..gateway.health")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..")
        .check(classes);
  }

  @Test
  void onlyMainReadsTheEnvironment() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Main")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(classes);
  }
}
