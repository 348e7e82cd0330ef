package io.penstock;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the project is cut, and what nobody does: see the packages' own descriptions. */
@AnalyzeClasses(packages = "io.penstock", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] DATA = {"io.penstock.model..", "io.penstock.state.."};
  private static final Set<String> CLOCKS =
      Set.of(
          "io.penstock.connectors.kafka.EventTime",
          "io.penstock.connectors.postgres.BatchSink",
          "io.penstock.listing.LimitFunction");
  private static final String EDGES = "io.penstock.connectors..";
  private static final String[] STAGES = {
    "io.penstock.intake..",
    "io.penstock.audit..",
    "io.penstock.stock..",
    "io.penstock.listing..",
    "io.penstock.print..",
    "io.penstock.tracking..",
    "io.penstock.finance..",
    "io.penstock.insight.."
  };

  // Modules: state-schemas <- connectors <- jobs.

  @ArchTest
  static final ArchRule DATA_KNOWS_NOTHING_ELSE_OF_OURS =
      noClasses()
          .that()
          .resideInAnyPackage(DATA)
          .should()
          .dependOnClassesThat(ours().and(notIn(DATA)))
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule EDGES_KNOW_ONLY_DATA =
      noClasses()
          .that()
          .resideInAPackage(EDGES)
          .should()
          .dependOnClassesThat(ours().and(notIn(DATA)).and(notIn(EDGES)))
          .allowEmptyShould(false);

  /** A draft of a record, which is changed until it becomes one, never travels. */
  @ArchTest
  static final ArchRule WHAT_TRAVELS_IS_DATA_ONLY =
      classes()
          .that()
          .resideInAPackage("io.penstock.model..")
          .and()
          .doNotHaveSimpleName("package-info")
          .and()
          .doNotHaveSimpleName("Draft")
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should()
          .beRecords()
          .orShould()
          .beEnums()
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule WHAT_TRAVELS_NEEDS_NOTHING_BUT_JAVA =
      classes()
          .that()
          .resideInAPackage("io.penstock.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.penstock.model..", "java..", "org.jspecify..", "com.fasterxml.jackson.annotation")
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule WHAT_IS_KEPT_NEEDS_ONLY_FLINKS_TYPES =
      classes()
          .that()
          .resideInAPackage("io.penstock.state..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.penstock.model..",
              "io.penstock.state..",
              "java..",
              "org.jspecify..",
              "org.apache.flink.api..");

  // Stages: data flows one way, and so does what one knows of the other.

  @ArchTest
  static final ArchRule INTAKE_KNOWS_NO_OTHER_STAGE =
      stage("intake").knowsNot("audit", "stock", "tracking", "finance", "insight");

  @ArchTest
  static final ArchRule AUDIT_KNOWS_NO_LATER_STAGE =
      stage("audit").knowsNot("stock", "tracking", "finance", "insight");

  @ArchTest
  static final ArchRule STOCK_KNOWS_NO_LATER_STAGE =
      stage("stock").knowsNot("print", "tracking", "finance", "insight");

  @ArchTest
  static final ArchRule PRINT_KNOWS_ONLY_DELIVERIES =
      stage("print").knowsNot("intake", "audit", "stock", "tracking", "finance", "insight");

  @ArchTest
  static final ArchRule LISTING_KNOWS_ONLY_LEVELS =
      stage("listing").knowsNot("intake", "audit", "stock", "tracking", "finance", "insight");

  /** Every folder of a stage can be read with those below it alone. */
  @ArchTest
  static final ArchRule NO_TWO_FOLDERS_KNOW_EACH_OTHER =
      slices().matching("io.penstock.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule TRACKING_KNOWS_NO_LATER_STAGE =
      stage("tracking").knowsNot("finance", "insight");

  @ArchTest
  static final ArchRule FINANCE_KNOWS_ONLY_THE_LEDGER =
      stage("finance").knowsNot("intake", "audit", "stock", "tracking", "insight");

  @ArchTest
  static final ArchRule INSIGHT_KNOWS_ONLY_THE_LEDGER =
      stage("insight").knowsNot("intake", "audit", "stock", "tracking", "finance");

  /**
   * Operators carry state, pipelines draw the graph, jobs name addresses; whatever else is decides.
   */
  @ArchTest
  static final ArchRule WHAT_DECIDES_IS_PLAIN_JAVA =
      noClasses()
          .that(resideInAnyPackage(STAGES))
          .and(are("part of no operator, pipeline or job", ArchitectureTest::decides))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "java.sql..");

  @ArchTest
  static final ArchRule STAGES_ARE_GIVEN_VALUES_NOT_SETTINGS =
      noClasses()
          .that(resideInAnyPackage(STAGES))
          .and(are("no jobs", type -> !isJob(type)))
          .should()
          .dependOnClassesThat(
              simpleName("JobConfig")
                  .or(simpleName("JobOptions"))
                  .or(are("jobs", ArchitectureTest::isJob)));

  /** A replay after a crash must decide what the first run decided. */
  @ArchTest
  static final ArchRule NOBODY_READS_A_CLOCK_ROLLS_DICE_OR_SLEEPS =
      classes()
          .that(
              are(
                  "none of the generator of watermarks, what bundles rows and what limits stock updates",
                  type -> !CLOCKS.contains(outermost(type).getName())))
          .should(new ReadNoClock())
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule NOBODY_WRITES_TO_THE_CONSOLE =
      noClasses().should(ACCESS_STANDARD_STREAMS).allowEmptyShould(false);

  @ArchTest
  static final ArchRule LOGS_GO_THROUGH_SLF4J =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging")
          .allowEmptyShould(false);

  // The rules above must be able to fail.

  static class ReadsTheTime {
    Instant read() {
      return Instant.now();
    }
  }

  static class ReadsTheTimeByReference {
    Supplier<Instant> read() {
      return Instant::now;
    }
  }

  static class ReadsTheDay {
    LocalDate read() {
      return LocalDate.now(ZoneOffset.UTC);
    }
  }

  static class ReadsTheMachinesTime {
    long read() {
      return System.currentTimeMillis() + System.nanoTime();
    }
  }

  static class MakesAClock {
    Clock make() {
      return Clock.systemUTC();
    }
  }

  static class RollsDice {
    int roll() {
      return new Random().nextInt();
    }
  }

  static class RollsSharedDice {
    int roll() {
      return ThreadLocalRandom.current().nextInt();
    }
  }

  static class MakesUpAnId {
    String make() {
      return UUID.randomUUID().toString();
    }
  }

  static class Sleeps {
    void sleep() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static Stream<Class<?>> culprits() {
    return Stream.of(
        ReadsTheTime.class,
        ReadsTheTimeByReference.class,
        ReadsTheDay.class,
        ReadsTheMachinesTime.class,
        MakesAClock.class,
        RollsDice.class,
        RollsSharedDice.class,
        MakesUpAnId.class,
        Sleeps.class);
  }

  @ParameterizedTest
  @MethodSource("culprits")
  void whoReadsAClockRollsDiceOrSleepsIsNoticed(Class<?> culprit) {
    assertThat(violates(culprit, NOBODY_READS_A_CLOCK_ROLLS_DICE_OR_SLEEPS)).isTrue();
  }

  static class IsGivenItsTime {
    Instant read(Clock clock, Random seeded) {
      return Instant.now(clock)
          .plus(Duration.ofMillis(seeded.nextInt(9) + new Random(7).nextInt(9)));
    }
  }

  @Test
  void whoIsGivenItsTimeAndItsSeedIsNot() {
    assertThat(violates(IsGivenItsTime.class, NOBODY_READS_A_CLOCK_ROLLS_DICE_OR_SLEEPS)).isFalse();
  }

  private static boolean violates(Class<?> type, ArchRule rule) {
    JavaClasses one = new ClassFileImporter().importClasses(type);
    return rule.evaluate(one).hasViolation();
  }

  /** Whatever gives another result in the next run. */
  private static final class ReadNoClock extends ArchCondition<JavaClass> {

    private static final Set<String> DICE =
        Set.of(
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current");
    private static final Set<String> SEEDED =
        Set.of("java.util.Random", "java.util.SplittableRandom");
    private static final Set<String> CLOCKS =
        Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Thread.sleep",
            "java.util.concurrent.TimeUnit.sleep");
    private static final List<String> PROCESSING_TIME =
        List.of("currentProcessingTime", "getCurrentProcessingTime", "registerProcessingTimeTimer");

    ReadNoClock() {
      super("read no clock, roll no dice and never sleep");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      Stream.concat(
              type.getCodeUnitCallsFromSelf().stream(),
              type.getCodeUnitReferencesFromSelf().stream())
          .filter(ReadNoClock::isForbidden)
          .forEach(
              access -> events.add(SimpleConditionEvent.violated(access, access.getDescription())));
    }

    private static boolean isForbidden(JavaCodeUnitAccess<?> access) {
      String owner = access.getTargetOwner().getName();
      String name = access.getTarget().getName();
      List<String> arguments =
          access.getTarget().getRawParameterTypes().stream().map(JavaClass::getName).toList();
      String called = owner + "." + name;
      boolean constructed = name.equals("<init>") && arguments.isEmpty();
      return DICE.contains(called)
          || CLOCKS.contains(called)
          || (owner.startsWith("java.time.") && name.equals("now") && !takesAClock(arguments))
          || (owner.equals("java.time.Clock") && readsTheSystems(name))
          || (constructed && SEEDED.contains(owner))
          || (name.equals("<init>") && owner.equals("java.security.SecureRandom"))
          || (owner.startsWith("org.apache.flink.") && PROCESSING_TIME.contains(name));
    }

    private static boolean takesAClock(List<String> arguments) {
      return arguments.equals(List.of("java.time.Clock"));
    }

    private static boolean readsTheSystems(String name) {
      return name.startsWith("system")
          || name.equals("tickMillis")
          || name.equals("tickSeconds")
          || name.equals("tickMinutes");
    }
  }

  /** Neither extends something of Flink, nor draws a graph, nor stands in a class that does. */
  private static boolean decides(JavaClass type) {
    for (JavaClass at = type; at != null; at = at.getEnclosingClass().orElse(null)) {
      boolean operator =
          Stream.concat(at.getAllRawSuperclasses().stream(), at.getAllRawInterfaces().stream())
              .anyMatch(above -> above.getName().startsWith("org.apache.flink."));
      if (operator || isJob(at) || at.getSimpleName().endsWith("Pipeline")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isJob(JavaClass type) {
    return type.getPackageName().startsWith("io.penstock") && type.getSimpleName().endsWith("Job");
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass at = type;
    while (at.getEnclosingClass().isPresent()) {
      at = at.getEnclosingClass().get();
    }
    return at;
  }

  private record Stage(String name) {
    ArchRule knowsNot(String... others) {
      return noClasses()
          .that()
          .resideInAPackage("io.penstock." + name + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Stream.of(others).map(other -> "io.penstock." + other + "..").toArray(String[]::new));
    }
  }

  private static Stage stage(String name) {
    return new Stage(name);
  }

  private static DescribedPredicate<JavaClass> ours() {
    return resideInAPackage("io.penstock..");
  }

  private static DescribedPredicate<JavaClass> notIn(String... packages) {
    return DescribedPredicate.not(resideInAnyPackage(packages));
  }

  private static DescribedPredicate<JavaClass> are(
      String description, Predicate<JavaClass> predicate) {
    return DescribedPredicate.describe("are " + description, predicate);
  }
}
