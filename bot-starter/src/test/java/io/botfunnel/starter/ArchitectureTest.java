package io.botfunnel.starter;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.botfunnel.fixtures.PackageSize;
import java.io.PrintStream;
import java.io.PrintWriter;
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
          .resideInAnyPackage(
              "io.botfunnel.starter",
              "io.botfunnel.starter.settings",
              "io.botfunnel.bot..",
              "io.botfunnel.tracking..",
              "org.telegram..");

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
              "io.botfunnel.tracking.internal..");

  @ArchTest
  static final ArchRule theWebServerIsAtHomeInTheConsoleAndTheGateway =
      noClasses()
          .that()
          .resideOutsideOfPackages("..starter.console..", "..starter.gateway", "..starter.web")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule jettyIsAtHomeInWeb =
      noClasses()
          .that()
          .resideOutsideOfPackages("..starter.web")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.jetty..");

  @ArchTest
  static final ArchRule micrometerIsAtHomeInMetrics =
      noClasses()
          .that()
          .resideOutsideOfPackage("..starter.metrics")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.prometheus..");

  @ArchTest
  static final ArchRule theConsoleTheGatewayAndTheMetricsKnowNothingOfHowABotIsRun =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..starter.console..", "..starter.gateway", "..starter.metrics", "..starter.web")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.botfunnel.starter",
              "io.botfunnel.starter.settings",
              "io.botfunnel.bot",
              "io.botfunnel.bot.dispatch",
              "io.botfunnel.bot.telegram",
              "org.telegram..");

  @ArchTest
  static final ArchRule ratesAndAddressesAreAtHomeInTheGateway =
      noClasses()
          .that()
          .resideOutsideOfPackage("..starter.gateway")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.github.bucket4j..", "inet.ipaddr..");

  @ArchTest
  static final ArchRule theCommandLineIsAtHomeInCli =
      noClasses()
          .that()
          .resideOutsideOfPackage("..starter.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "picocli..",
              "me.tongfei.progressbar..",
              "org.apache.commons.csv..",
              "io.botfunnel.starter.cli..");

  /** There nothing is obeyed that came from a user, a server or a file. */
  @ArchTest
  static final ArchRule whatACommandPrintsGoesThroughOutput =
      noClasses()
          .that()
          .resideInAPackage("..starter.cli..")
          .and(
              not(
                  simpleName("Output")
                      .or(simpleName("CompletionCommand"))
                      .or(simpleName("ExecutionErrors"))))
          .should()
          .callMethodWhere(
              describe("what is printed is written past it", ArchitectureTest::isWrittenToAStream));

  private static boolean isWrittenToAStream(JavaMethodCall call) {
    boolean stream =
        call.getTargetOwner().isAssignableTo(PrintWriter.class)
            || call.getTargetOwner().isAssignableTo(PrintStream.class);
    return stream && call.getName().matches("print.*|write|append|format");
  }

  @ArchTest
  static final ArchRule packagesNeverMeetAgain =
      slices().matching("io.botfunnel.(**)").should().beFreeOfCycles();

  @ArchTest
  static void noPackageHasMoreThanThirtyTypes(JavaClasses classes) {
    PackageSize.check(classes);
  }

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
