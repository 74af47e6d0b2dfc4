package dev.sluice.standalone.demo;

import dev.sluice.fleet.FleetOptions;
import dev.sluice.fleet.measured.ProbeFailedException;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Design;
import dev.sluice.standalone.services.ServiceOptions;
import dev.sluice.standalone.services.SluiceServices;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice demo}. */
@Command(
    name = "demo",
    description = {
      "Shows the whole promise on one machine.",
      "",
      "Real probes evaluate real models; a simulated fleet answers from what they measured, through"
          + " the probe's own noise, HTTP, Kafka and Flink; the gate promotes a good version stage"
          + " by stage and rolls a bad one back. Every verdict is computed.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the run is complete and every report is accounted for, whatever the verdicts",
      "1:something broke, or the reports do not add up",
      "2:the command line is wrong",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice demo",
      "  sluice demo --json > summary.json",
      "  sluice demo --paired --devices 40000",
      "  sluice demo --control models/tiny-1.1.0-q8_0.gguf \\",
      "    --candidate models/tiny-1.1.0-coarse.gguf",
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int DOES_NOT_ADD_UP = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Fixes the fleet, not the noise; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--devices",
      defaultValue = "200000",
      paramLabel = "N",
      description = "Devices of the fleet, about half ever report; default: ${DEFAULT-VALUE}.")
  private int devices;

  @Option(
      names = "--epsilon",
      defaultValue = "2",
      paramLabel = "E",
      converter = FleetOptions.EpsilonConverter.class,
      description = {
        "Privacy loss of a report, a tier of the registry; default: ${DEFAULT-VALUE}, with which"
            + " 200,000 devices suffice.",
        "At 1, a probe's default, take --devices 800000."
      })
  private Epsilon epsilon;

  @Option(
      names = "--control",
      paramLabel = "FILE",
      description = "GGUF file that the fleet runs; with --candidate, instead of the two rollouts.")
  private @Nullable Path control;

  @Option(
      names = "--candidate",
      paramLabel = "FILE",
      description = "GGUF file that may replace it; it must answer the bundled suites.")
  private @Nullable Path candidate;

  @Option(
      names = "--paired",
      description =
          "Devices on the candidate run both versions and report the difference: no control arm,"
              + " and a fraction of the devices.")
  private boolean paired;

  @Option(names = "--json", description = "Print the summary as JSON on standard output.")
  private boolean json;

  @Option(
      names = "--keep",
      description =
          "Stay up at the end, so that the page can be looked at, and leave all state where it is.")
  private boolean keep;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Keep all state there, in a directory that is empty or made now; default: a temporary"
              + " one, which is removed at the end.")
  private @Nullable Path dataDirectory;

  @Override
  public Integer call() throws IOException, InterruptedException {
    DemoSettings settings = settings();
    List<ModelPair> pairs = pairs();
    PrintWriter err = spec.commandLine().getErr();
    Narrator narrator = new Narrator(err, System::nanoTime);
    try {
      Workplace.requireUnused(dataDirectory);
      // First, while nothing else runs that would disturb the times.
      List<Comparison> comparisons = new Measuring(narrator).measure(pairs, settings.design());
      return run(settings, comparisons, narrator);
    } catch (DemoFailedException | ProbeFailedException e) {
      err.println("demo: " + e.getMessage());
      err.flush();
      return 1;
    }
  }

  private int run(DemoSettings settings, List<Comparison> comparisons, Narrator narrator)
      throws IOException, InterruptedException, DemoFailedException {
    Workplace workplace = Workplace.open(dataDirectory, keep);
    try (SluiceServices services =
        SluiceServices.start(
            workplace.directory(),
            ServiceOptions.DEFAULT.forSimulatedDays(Demo.OLDEST_DAY + 1),
            step -> narrator.say("%s", step),
            workplace::leave)) {
      DemoResult result = live(services, settings, comparisons, narrator);
      show(result);
      if (keep) {
        narrator.say("the page stays at %s; Ctrl-C stops it", result.page());
        narrator.say("SQL: sluice query --data-dir %s \"...\"", workplace.directory());
        new CountDownLatch(1).await();
      }
      return result.reconciliation().ok() ? 0 : DOES_NOT_ADD_UP;
    }
  }

  private static DemoResult live(
      SluiceServices services,
      DemoSettings settings,
      List<Comparison> comparisons,
      Narrator narrator)
      throws InterruptedException, DemoFailedException {
    try {
      return new Demo(settings, services.addresses(), narrator).run(comparisons);
    } catch (DemoFailedException | RuntimeException e) {
      services.awaitExitIfStopping();
      throw e;
    }
  }

  private void show(DemoResult result) {
    if (json) {
      spec.commandLine().getOut().println(DemoJson.of(result));
      spec.commandLine().getOut().flush();
    } else {
      spec.commandLine().getOut().println(DemoTable.of(result));
      spec.commandLine().getOut().flush();
    }
  }

  private DemoSettings settings() {
    if (!BundledRegistry.load().epsilonTiers().contains(epsilon)) {
      throw usage(
          "--epsilon must be one of " + BundledRegistry.load().epsilonTiers() + ", was " + epsilon);
    }
    if (devices < 100 || devices > 20_000_000) {
      throw usage("--devices must be 100 to 20000000, was " + devices);
    }
    return new DemoSettings(seed, devices, epsilon, paired ? Design.PAIRED : Design.TWO_ARM);
  }

  private List<ModelPair> pairs() {
    if ((control == null) != (candidate == null)) {
      throw usage("--control and --candidate go together");
    }
    if (control != null && candidate != null) {
      return List.of(new ModelPair(control, candidate));
    }
    Path models = Path.of(System.getProperty("sluice.home", ".")).resolve("models");
    Path first = models.resolve("tiny-1.0.0-q8_0.gguf");
    Path second = models.resolve("tiny-1.1.0-q8_0.gguf");
    Path third = models.resolve("tiny-1.2.0-q8_0.gguf");
    return List.of(new ModelPair(first, second), new ModelPair(second, third));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
