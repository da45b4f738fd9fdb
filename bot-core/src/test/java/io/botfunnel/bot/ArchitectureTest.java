package io.botfunnel.bot;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.botfunnel.fixtures.PackageSize;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

/** The laws of what every bot shares: no web server, no command line, no logging backend. */
@AnalyzeClasses(packages = "io.botfunnel.bot", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String TRACKING = "io.botfunnel.tracking";

  @ArchTest
  static final ArchRule libraryAndTelegramAreAllThatABotNeeds =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.slf4j..",
              "org.jspecify..",
              "org.telegram..",
              "okhttp3..",
              "com.fasterxml.jackson..",
              "io.micrometer.core..",
              "io.botfunnel.bot..",
              TRACKING + "..");

  /** The queue, and what its entries hold: no other module of ours knows as much. */
  @ArchTest
  static final ArchRule fourInternalPackagesAreKnownHere =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage(TRACKING + ".internal..")
                  .and(
                      not(
                          resideInAnyPackage(
                              TRACKING + ".internal.lane",
                              TRACKING + ".internal.conversion",
                              TRACKING + ".internal.network",
                              TRACKING + ".internal.telegram.."))));

  @ArchTest
  static final ArchRule databasesStayInTheLibrary =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule metersAreAtHomeInMetrics =
      noClasses()
          .that()
          .resideOutsideOfPackage("..bot.metrics")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.micrometer..");

  @ArchTest
  static final ArchRule packagesNeverMeetAgain =
      slices().matching("io.botfunnel.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static void noPackageHasMoreThanThirtyTypes(JavaClasses all) {
    PackageSize.check(all);
  }

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses all) {
    assertThat(all.getPackage("io.botfunnel.bot").getSubpackagesInTree())
        .isNotEmpty()
        .allMatch(each -> each.isAnnotatedWith(NullMarked.class), "is @NullMarked");
  }
}
