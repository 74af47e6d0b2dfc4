package dev.sluice.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.library.dependencies.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** What the architecture document promises, held against the classes of every module. */
@AnalyzeClasses(packages = "dev.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** Rules, mechanisms and decisions: given the same input they give the same output, anywhere. */
  private static final DescribedPredicate<JavaClass> PURE =
      resideInAnyPackage(
              "dev.sluice.privacy..",
              "dev.sluice.admission..",
              "dev.sluice.tokens..",
              "dev.sluice.secrets",
              "dev.sluice.suites..",
              "dev.sluice.proof.statement..",
              "dev.sluice.probe.fit..",
              "dev.sluice.probe.flags..",
              "dev.sluice.probe.schedule..",
              "dev.sluice.probe.release..",
              "dev.sluice.gate.decision..",
              "dev.sluice.gate.evidence..",
              "dev.sluice.gate.rollout..")
          .and(
              DescribedPredicate.not(
                  resideInAnyPackage(
                      "dev.sluice.privacy.google..",
                      "dev.sluice.privacy.bundled..",
                      "dev.sluice.probe.flags.remote..",
                      "dev.sluice.suites.loading..",
                      "dev.sluice.suites.output..")))
          .as("pure code");

  private static final DescribedPredicate<JavaClass> OUTSIDE_WORLD =
      resideInAnyPackage(
              "java.io..",
              "java.nio.file..",
              "java.nio.channels..",
              "java.net..",
              "java.sql..",
              "java.util.concurrent..",
              "java.util.logging..",
              "org.slf4j..",
              "org.apache.kafka..",
              "org.apache.flink..",
              "io.vertx..")
          .and(describe("more than an exception", ArchitectureTest::isMoreThanAnException))
          .as("the outside world");

  private static final DescribedPredicate<JavaClass> KAFKA_OR_FLINK =
      resideInAnyPackage("org.apache.kafka..", "kafka..", "org.apache.flink..")
          .as("Kafka or Flink");

  /** Reading a string, or naming a failure or an address, is not I/O. */
  private static boolean isMoreThanAnException(JavaClass type) {
    return !type.isAssignableTo(IOException.class)
        && !type.isAssignableTo(UncheckedIOException.class)
        && !type.getName().equals("java.io.StringReader")
        && !type.getName().equals("java.io.Serializable")
        && !type.getName().equals("java.net.URI")
        && !type.isAssignableTo(URISyntaxException.class)
        && !type.getName().equals("java.util.concurrent.TimeUnit");
  }

  @ArchTest
  static final ArchRule pure_code_does_not_touch_the_outside_world =
      noClasses().that(PURE).should().dependOnClassesThat(OUTSIDE_WORLD);

  @ArchTest
  static final ArchRule pure_code_has_no_clock_and_no_randomness_of_its_own =
      noClasses()
          .that(PURE)
          .should()
          .callCodeUnitWhere(describe("reads a clock", call -> readsClock(call.getTarget())))
          .orShould()
          .callCodeUnitWhere(describe("draws at random", call -> drawsAtRandom(call.getTarget())));

  @ArchTest
  static final ArchRule only_one_package_knows_the_noise_library =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sluice.privacy.google..")
          .should()
          .dependOnClassesThat(resideInAPackage("com.google.privacy.."));

  @ArchTest
  static final ArchRule only_one_package_knows_the_inference_library =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sluice.probe.llama..")
          .should()
          .dependOnClassesThat(resideInAPackage("de.kherud.."));

  @ArchTest
  static final ArchRule only_one_package_knows_the_template_library =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sluice.probe.chat..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("com.hubspot..", "jinjava.."));

  @ArchTest
  static final ArchRule kafka_and_flink_stay_at_the_edges =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.sluice.broker..",
              "dev.sluice.ingest.kafka..",
              "dev.sluice.jobs..",
              "dev.sluice.gate.kafka..",
              "dev.sluice.standalone..")
          .should()
          .dependOnClassesThat(KAFKA_OR_FLINK);

  @ArchTest
  static final ArchRule nothing_depends_on_the_simulated_fleet =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.sluice.fleet..", "dev.sluice.standalone..")
          .should()
          .dependOnClassesThat(resideInAPackage("dev.sluice.fleet.."));

  @ArchTest
  static final ArchRule the_device_knows_nothing_of_the_server =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.probe..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "dev.sluice.ingest..",
                  "dev.sluice.jobs..",
                  "dev.sluice.gate..",
                  "dev.sluice.fleet..",
                  "dev.sluice.proof..",
                  "dev.sluice.standalone.."));

  @ArchTest
  static final ArchRule contract_privacy_and_suites_do_not_know_each_other =
      slices()
          .matching("dev.sluice.(*)..")
          .that(describe("foundations", ArchitectureTest::isFoundation))
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices().matching("dev.sluice.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule every_package_is_null_marked =
      classes().should(new LiveInNullMarkedPackage());

  @ArchTest
  static final ArchRule names_say_what_a_class_is =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Base)")
          .because("such a name says nothing about the idea in the file");

  @ArchTest
  static final ArchRule programs_print_numbers_alike_everywhere =
      classes()
          .that()
          .haveSimpleName("Main")
          .should()
          .callMethod(Locale.class, "setDefault", Locale.Category.class, Locale.class)
          .because("no script reads '1,86 GiB', or digits of another alphabet");

  private static boolean isFoundation(Slice slice) {
    return Set.of("schemas", "privacy", "suites").contains(slice.getNamePart(1));
  }

  private static boolean readsClock(AccessTarget.CodeUnitCallTarget target) {
    String owner = target.getOwner().getName();
    return switch (target.getName()) {
      case "now" -> owner.startsWith("java.time.");
      case "systemUTC", "systemDefaultZone", "system" -> owner.equals("java.time.Clock");
      case "currentTimeMillis", "nanoTime" -> owner.equals("java.lang.System");
      default -> false;
    };
  }

  private static boolean drawsAtRandom(AccessTarget.CodeUnitCallTarget target) {
    String owner = target.getOwner().getName();
    boolean madeHere =
        target.getName().equals("<init>")
            && Set.of("java.util.Random", "java.security.SecureRandom").contains(owner);
    boolean global =
        Set.of("random", "randomUUID", "getDefault", "getInstanceStrong").contains(target.getName())
            && owner.matches(
                "java\\.(lang\\.Math|util\\.UUID|util\\.random\\.RandomGenerator|security\\.SecureRandom)");
    return madeHere || global || owner.equals("java.util.concurrent.ThreadLocalRandom");
  }

  private static final class LiveInNullMarkedPackage extends ArchCondition<JavaClass> {
    LiveInNullMarkedPackage() {
      super("live in a package that is @NullMarked");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
        events.add(violated(type, type.getPackageName() + " is not @NullMarked"));
      }
    }
  }
}
