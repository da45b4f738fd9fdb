package io.botfunnel.tracking;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.botfunnel.fixtures.PackageSize;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The module's design, as docs/how-it-works.md draws it. */
class ArchitectureTest {
  private static final String OURS = "io.botfunnel.tracking";
  private static final String STORE = OURS + ".internal.store";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(OURS);

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  private static String ours(String name) {
    return OURS + "." + name;
  }

  @Nested
  class Arrows {
    @Test
    void pointOneWay() {
      check(
          layeredArchitecture()
              .consideringOnlyDependenciesInLayers()
              .layer("facade")
              .definedBy(OURS)
              .layer("event")
              .definedBy(ours("event"))
              .layer("outbox")
              .definedBy(ours("outbox"))
              .layer("operations")
              .definedBy(ours("operations"))
              .layer("network")
              .definedBy(ours("network"), ours("internal.network"))
              .layer("lane")
              .definedBy(ours("internal.lane"))
              .layer("conversion")
              .definedBy(ours("internal.conversion"))
              .layer("store")
              .definedBy(ours("internal.store.."))
              .layer("delivery")
              .definedBy(ours("delivery"), ours("internal.delivery"))
              .layer("telegram")
              .definedBy(ours("telegram.."), ours("internal.telegram.."))
              .layer("xtracker")
              .definedBy(ours("xtracker.."), ours("internal.xtracker.."))
              .whereLayer("event")
              .mayNotAccessAnyLayer()
              .whereLayer("outbox")
              .mayOnlyAccessLayers("event")
              .whereLayer("operations")
              .mayOnlyAccessLayers("outbox", "event")
              .whereLayer("network")
              .mayNotAccessAnyLayer()
              .whereLayer("lane")
              .mayOnlyAccessLayers("outbox", "event")
              .whereLayer("conversion")
              .mayOnlyAccessLayers("event")
              .whereLayer("store")
              .mayOnlyAccessLayers("operations", "conversion", "lane", "outbox", "event")
              .whereLayer("delivery")
              .mayOnlyAccessLayers("lane", "outbox", "event", "network")
              .whereLayer("telegram")
              .mayOnlyAccessLayers("lane", "outbox", "event", "network")
              .whereLayer("xtracker")
              .mayOnlyAccessLayers("delivery", "conversion", "lane", "outbox", "event", "network"));
    }

    /** Every package uses these two, so they use none. */
    @Test
    void leaveNoHelper() {
      check(
          noClasses()
              .that()
              .resideInAnyPackage(ours("internal.concurrent"), ours("internal.logging"))
              .should()
              .dependOnClassesThat(
                  resideInAPackage(OURS + "..")
                      .and(
                          not(
                              resideInAnyPackage(
                                  ours("internal.concurrent"), ours("internal.logging"))))));
    }

    @Test
    void neverMeetAgain() {
      check(slices().matching(OURS + ".(**)").should().beFreeOfCycles());
    }

    @Test
    void startInNoPackageThatIsNotDrawn() {
      assertThat(CLASSES.stream().map(JavaClass::getPackageName))
          .filteredOn(name -> !name.startsWith(STORE))
          .containsOnly(
              OURS,
              ours("internal"),
              ours("internal.concurrent"),
              ours("internal.conversion"),
              ours("internal.delivery"),
              ours("internal.lane"),
              ours("internal.logging"),
              ours("internal.network"),
              ours("internal.telegram"),
              ours("internal.telegram.capture"),
              ours("internal.xtracker"),
              ours("internal.xtracker.http"),
              ours("delivery"),
              ours("event"),
              ours("network"),
              ours("operations"),
              ours("outbox"),
              ours("telegram"),
              ours("telegram.polling"),
              ours("xtracker"),
              ours("xtracker.postback"));
    }
  }

  @Nested
  class TheStore {
    @Test
    void isLayered() {
      check(
          layeredArchitecture()
              .consideringOnlyDependenciesInLayers()
              .layer("store")
              .definedBy(STORE)
              .layer("sql")
              .definedBy(STORE + ".sql")
              .layer("table")
              .definedBy(STORE + ".table")
              .layer("queue")
              .definedBy(STORE + ".queue")
              .layer("operations")
              .definedBy(STORE + ".operations")
              .layer("move")
              .definedBy(STORE + ".move")
              .layer("h2")
              .definedBy(STORE + ".h2..")
              .layer("postgres")
              .definedBy(STORE + ".postgres")
              .whereLayer("sql")
              .mayNotAccessAnyLayer()
              .whereLayer("table")
              .mayOnlyAccessLayers("sql")
              .whereLayer("queue")
              .mayOnlyAccessLayers("table", "sql")
              .whereLayer("operations")
              .mayOnlyAccessLayers("queue", "table", "sql")
              .whereLayer("move")
              .mayOnlyAccessLayers("queue", "table", "sql")
              .whereLayer("h2")
              .mayOnlyAccessLayers("move", "queue", "table", "sql")
              .whereLayer("postgres")
              .mayOnlyAccessLayers("move", "queue", "table", "sql"));
    }

    /** One class knows both databases: Databases, at the door. */
    @Test
    void keepsItsDatabasesApart() {
      check(
          noClasses()
              .that()
              .resideInAPackage(STORE + ".h2..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage(STORE + ".postgres.."));
      check(
          noClasses()
              .that()
              .resideInAPackage(STORE + ".postgres..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage(STORE + ".h2.."));
    }
  }

  @Nested
  class ForeignTechnology {
    @ParameterizedTest
    @CsvSource({
      "org.h2, internal.store.h2..",
      "org.flywaydb, internal.store..",
      "org.postgresql, internal.store.postgres",
      "com.zaxxer, internal.store.postgres",
      "org.apache.hc, internal.xtracker..",
      "com.netflix.concurrency, internal.delivery"
    })
    void hasOneHome(String technology, String home) {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackage(ours(home))
              .should()
              .dependOnClassesThat()
              .resideInAPackage(technology + ".."));
    }

    /** An author's transaction is his connection's. */
    @Test
    void ofDatabasesStaysInTheStoreButForTheConnectionThatTheFacadeHandsThrough() {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackage(STORE + "..")
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage("java.sql..", "javax.sql..")
                      .and(not(belongToAnyOf(Connection.class, DataSource.class)))));
      check(
          noClasses()
              .that()
              .resideOutsideOfPackage(STORE + "..")
              .and()
              .doNotBelongToAnyOf(
                  Tracking.class, TransactionHooks.class, Hooks.class, SubjectHooks.class)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("java.sql..", "javax.sql.."));
    }

    @Test
    void ofTelegramStaysInTelegramButForTheConsumerThatTheFacadeHandsThrough() {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackages(ours("telegram.."), ours("internal.telegram.."))
              .and()
              .doNotBelongToAnyOf(Tracking.class)
              .should()
              .dependOnClassesThat()
              .resideInAPackage("org.telegram.."));
    }

    @Test
    void ofJsonStaysWhereJsonIsReadAndWritten() {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackages(
                  ours("telegram.."),
                  ours("internal.telegram.."),
                  ours("internal.xtracker.."),
                  ours("internal.conversion"))
              .should()
              .dependOnClassesThat()
              .resideInAPackage("com.fasterxml.jackson.."));
    }

    @Test
    void isAbsentFromTheVocabularyAndTheLanes() {
      check(
          classes()
              .that()
              .resideInAnyPackage(ours("event"), ours("outbox"), ours("internal.lane"))
              .should()
              .onlyDependOnClassesThat()
              .resideInAnyPackage(
                  "java.lang..",
                  "java.math..",
                  "java.nio.charset..",
                  "java.time..",
                  "java.util..",
                  "org.slf4j..",
                  "org.jspecify..",
                  ours("event"),
                  ours("outbox"),
                  ours("internal.concurrent"),
                  ours("internal.lane"),
                  ours("internal.logging")));
    }
  }

  @Nested
  class Time {
    @ParameterizedTest
    @ValueSource(
        classes = {
          Instant.class,
          LocalDate.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class
        })
    void comesFromTheClock(Class<?> time) {
      check(noClasses().should().callMethod(time, "now"));
    }

    @Test
    void isNeverTheSystemsOwn() {
      check(noClasses().should().callMethod(System.class, "currentTimeMillis"));
      check(noClasses().should().callConstructor(Date.class));
    }

    @Test
    void isNotSleptThrough() {
      check(noClasses().should().callMethod(Thread.class, "sleep", long.class));
      check(noClasses().should().callMethod(Thread.class, "sleep", long.class, int.class));
      check(noClasses().should().callMethod(TimeUnit.class, "sleep", long.class));
    }

    @Test
    void isTheSystemsClockOnlyWhereABuilderDefaultsToIt() {
      check(
          noClasses()
              .that()
              .haveSimpleNameNotEndingWith("Builder")
              .should()
              .callMethod(Clock.class, "systemUTC"));
    }
  }

  @Nested
  class Logging {
    @Test
    void isSlf4js() {
      check(
          noClasses()
              .that()
              .doNotHaveSimpleName("H2DataSource") // JDBC's interface of a source names that logger
              .should()
              .dependOnClassesThat()
              .resideInAPackage("java.util.logging.."));
    }

    @Test
    void isNotPrinting() {
      check(noClasses().should().accessField(System.class, "out"));
      check(noClasses().should().accessField(System.class, "err"));
      check(noClasses().should().callMethod(Throwable.class, "printStackTrace"));
    }
  }

  @Nested
  class Shape {
    @Test
    void hasNoPackageOfMoreThanThirtyTypes() {
      PackageSize.check(CLASSES);
    }

    @Test
    void marksEveryPackage() {
      JavaPackage root = CLASSES.getPackage(OURS);
      assertThat(root.isAnnotatedWith(NullMarked.class)).isTrue();
      assertThat(root.getSubpackagesInTree())
          .allMatch(each -> each.isAnnotatedWith(NullMarked.class), "is @NullMarked");
    }

    @Test
    void leavesNothingPublicOpenToExtension() {
      check(
          classes()
              .that(not(INTERFACES))
              .and(not(resideInAPackage(ours("event"))))
              .and()
              .arePublic()
              .should()
              .haveModifier(JavaModifier.FINAL));
    }

    @Test
    void namesThingsForWhatTheyDo() {
      check(
          noClasses()
              .should()
              .haveSimpleNameEndingWith("Util")
              .orShould()
              .haveSimpleNameEndingWith("Utils")
              .orShould()
              .haveSimpleNameEndingWith("Manager")
              .orShould()
              .haveSimpleNameEndingWith("Impl")
              .orShould()
              .haveSimpleNameEndingWith("Helper"));
    }

    @Test
    void hasNoStaticState() {
      assertThat(CLASSES.stream().flatMap(each -> each.getFields().stream()))
          .filteredOn(field -> modifier(JavaModifier.STATIC).test(field))
          .allMatch(field -> modifier(JavaModifier.FINAL).test(field));
    }
  }
}
