package dev.sluice.standalone.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.probe.bench.MachineFacts;
import dev.sluice.standalone.bench.study.BenchPlan;
import dev.sluice.standalone.bench.study.Stage;
import dev.sluice.standalone.bench.study.Study;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice bench}. */
@Command(
    name = "bench",
    description = {
      "Measures what gateway and aggregation job cost, beside the least that could do the same.",
      "",
      "Each side runs in a process of its own and they take turns, round by round; of each its"
          + " processor time is told, which holds on a busy machine where a rate does not. The"
          + " broker's and the database's are in no side. Some fifteen minutes on two processors;"
          + " everything is on loopback, and nothing stays.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was measured; whether targets are kept is in the output",
      "1:something could not be measured; the reason is on standard error",
      "2:the command line is wrong",
    },
    footerHeading = "%nFigures:%n",
    footer = {
      "  gateway   processor time of a report, alone and in hundreds, beside a producer",
      "  job       on the heap, on RocksDB, at least once, beside a plain loop over it",
      "  size      bytes of a report beside its content in JSON",
      "  state     bytes that the job keeps of each report",
      "  devices   how the job's processor time of a report grows with the fleet",
      "  versions  the same with the versions in the field",
      "  overload  what of its work the gateway still does, asked for three times it",
      "  recovery  how long results stay away when a part is killed ('sluice chaos')",
      "",
      "Examples:",
      "  sluice bench",
      "  sluice bench --only gateway,size --rounds 3",
      "  sluice bench --json > figures.json",
    })
public final class BenchCommand implements Callable<Integer> {
  private static final long LEAST_FREE_BYTES = 3L << 30;
  private static final long BYTES_A_REPORT = 600;

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      paramLabel = "FIGURE",
      split = ",",
      description = "Measure these alone: names from the list below, separated by commas.")
  private List<String> only = new ArrayList<>();

  @ArgGroup private @Nullable Extent extent;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often every side takes its turn; default: 5.")
  private @Nullable Integer rounds;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description =
          "Where a directory is made for the time of the bench; default: the system's for temporary"
              + " files.")
  private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--json", description = "Print the figures as JSON on standard output.")
  private boolean json;

  /** How much is measured. */
  static final class Extent {
    @Option(
        names = "--quick",
        description = "A minute or two: shows that it works, and little about speed.")
    private boolean quick;

    @Option(
        names = "--full",
        description = "Also a fleet of ten million devices: longer, and 10 GB of disk.")
    private boolean full;

    BenchPlan plan() {
      if (quick) {
        return BenchPlan.quick();
      }
      return full ? BenchPlan.full() : BenchPlan.standard();
    }
  }

  @Override
  public Integer call() {
    List<Study> studies = studies();
    BenchPlan plan = plan();
    requireRoom(plan);
    MachineFacts machine = MachineFacts.now();
    if (machine.busy()) {
      say(
          "the machine is busy (load average %.1f on %d processors): look at ratios, and run again"
              .formatted(machine.loadAverage().orElse(0), machine.processors()));
    }
    try (BenchDirectory workplace = BenchDirectory.below(directory)) {
      List<BenchResult.Part> parts = measure(workplace, plan, studies);
      show(new BenchResult(plan, parts, machine, loadAverage()));
      return parts.size() == studies.size() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (IOException | UncheckedIOException e) {
      return fail(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted");
    }
  }

  private List<BenchResult.Part> measure(
      BenchDirectory workplace, BenchPlan plan, List<Study> studies)
      throws IOException, InterruptedException {
    int steps = studies.stream().mapToInt(study -> study.steps(plan)).sum();
    List<BenchResult.Part> parts = new ArrayList<>();
    try (BenchProgress progress = new BenchProgress(spec.commandLine().getErr(), steps);
        Stage stage = new Stage(workplace.path(), plan, progress::step);
        Interruption interruption = Interruption.cleaning(stage, workplace)) {
      for (Study study : studies) {
        measure(study, stage).ifPresent(parts::add);
      }
    }
    return parts;
  }

  /** What fails is told and left out: the minutes that the others took are not lost with it. */
  private Optional<BenchResult.Part> measure(Study study, Stage stage) throws InterruptedException {
    try {
      return Optional.of(new BenchResult.Part(study.id(), study.title(), study.measure(stage)));
    } catch (IOException | IllegalArgumentException e) {
      say("%s could not be measured: %s".formatted(study.id(), e.getMessage()));
      return Optional.empty();
    }
  }

  private List<Study> studies() {
    for (String wanted : only) {
      if (Studies.all().stream().noneMatch(study -> study.id().equals(wanted))) {
        throw usage(
            "--only: there is no figure '%s'; there are %s"
                .formatted(wanted, String.join(", ", Studies.names())));
      }
    }
    return Studies.all().stream()
        .filter(study -> only.isEmpty() || only.contains(study.id()))
        .toList();
  }

  private BenchPlan plan() {
    BenchPlan plan = extent == null ? BenchPlan.standard() : extent.plan();
    if (rounds == null) {
      return plan;
    }
    if (rounds < 1 || rounds > 100) {
      throw usage("--rounds must be between 1 and 100, was " + rounds);
    }
    return plan.withRounds(rounds);
  }

  /** Before minutes have gone into it. */
  private void requireRoom(BenchPlan plan) {
    if (!Files.isDirectory(directory)) {
      throw usage("--directory: there is no directory " + directory);
    }
    long largest = plan.devices().get(plan.devices().size() - 1);
    long needed = LEAST_FREE_BYTES + largest * BYTES_A_REPORT;
    long free = directory.toFile().getUsableSpace();
    if (free < needed) {
      throw usage(
          "--directory: %s has %,d MB left, and the bench wants %,d"
              .formatted(directory, free >> 20, needed >> 20));
    }
  }

  private static OptionalDouble loadAverage() {
    double load =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getSystemLoadAverage();
    return load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load);
  }

  private void show(BenchResult result) {
    spec.commandLine()
        .getOut()
        .println(json ? BenchJson.render(result) : BenchTable.render(result));
    spec.commandLine().getOut().flush();
  }

  private void say(String line) {
    spec.commandLine().getErr().println("bench: " + line);
    spec.commandLine().getErr().flush();
  }

  private int fail(String line) {
    say(line);
    return ExitCode.SOFTWARE;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
