package io.botfunnel.starter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The laws of the starter: each foreign technology has one home, and time is injected. */
@AnalyzeClasses(packages = "io.botfunnel.starter", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule logbackIsAtHomeInLogging =
      noClasses()
          .that()
          .resideOutsideOfPackage("..starter.logging")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ch.qos.logback..");

  @ArchTest
  static final ArchRule loggingKnowsNothingOfTheBot =
      noClasses()
          .that()
          .resideInAPackage("..starter.logging")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.botfunnel.starter", "io.botfunnel.tracking..", "org.telegram..");

  @ArchTest
  static final ArchRule whatTheLibraryHidesStaysHidden =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "org.h2..",
              "org.flywaydb..",
              "org.apache.hc..",
              "io.botfunnel.tracking.store",
              "io.botfunnel.tracking.delivery",
              "io.botfunnel.tracking.xtracker");

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class);
}
