package dev.apim.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class WallsTest {

  private final JavaClasses product =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.apim.policy");

  @Test
  void knowsTheJdkAndJacksonOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "javax.security.auth.x500..",
            "javax.xml.stream..",
            "dev.apim.policy..",
            "com.fasterxml.jackson..")
        .check(product);
  }

  @Test
  void reachesNothingByReflection() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke.MethodHandles")
        .check(product);
  }

  @Test
  void parsesWithoutKnowingTypesAndPlansWithoutKnowingTheLibrary() {
    noClasses()
        .that()
        .resideInAPackage("..expression.parse..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..expression.check..", "..expression.type..", "..expression.plan..")
        .check(product);
    noClasses()
        .that()
        .resideInAPackage("..expression.plan..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..expression.runtime..", "..expression.parse..")
        .check(product);
  }
}
