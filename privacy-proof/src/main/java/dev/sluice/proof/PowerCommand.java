package dev.sluice.proof;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.proof.power.PowerRow;
import dev.sluice.proof.power.PowerTable;
import dev.sluice.proof.power.StudyPopulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many devices each way of asking needs. */
@Command(
    name = "power",
    description = {
      "Says how many devices must report before a drop in the pass rate is seen (two-sided alpha"
          + " .05, power .8), for each way of asking, at each epsilon.",
      "",
      "The population is simulated from the seed; the noise is the encoders' own, and real.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  privacy power --drop 0.05 --epsilon 1,2")
final class PowerCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Spec private CommandSpec spec;

  @Option(
      names = "--drop",
      defaultValue = "0.02",
      paramLabel = "D",
      description = "What the mean pass rate falls by; default: ${DEFAULT-VALUE}.")
  private double drop;

  @Option(
      names = "--epsilon",
      defaultValue = "0.5,1,2,4",
      split = ",",
      paramLabel = "E",
      description = "Privacy losses of a report; default: ${DEFAULT-VALUE}.")
  private List<Double> epsilons;

  @Option(
      names = "--population",
      defaultValue = "20000",
      paramLabel = "N",
      description =
          "Devices to measure on; the figures' error falls with its root; default:"
              + " ${DEFAULT-VALUE}.")
  private int population;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Fixes the population, not the noise; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private RegistryOption registry;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    check(drop > 0 && drop <= 0.5, "--drop must be above 0 and at most 0.5, was " + drop);
    check(
        population >= 1000 && population <= 10_000_000,
        "--population must be 1000 to 10000000, was " + population);
    List<Epsilon> tiers = epsilons.stream().map(this::epsilon).toList();
    try {
      print(new PowerTable(registry.load()), tiers);
      return ExitCode.OK;
    } catch (IOException | RegistryException | IllegalArgumentException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private void print(PowerTable table, List<Epsilon> tiers) {
    PrintWriter people = spec.commandLine().getErr();
    List<PowerRow> rows =
        table.rows(
            StudyPopulation.of(population, drop, seed),
            tiers,
            new SecureRandomness(),
            step -> {
              people.println("power: " + step);
              people.flush();
            });
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(rows).toPrettyString());
    } else {
      print(out, rows);
    }
    out.flush();
  }

  private static ObjectNode json(List<PowerRow> rows) {
    ObjectNode summary = JSON.createObjectNode();
    ArrayNode array = summary.putArray("rows");
    for (PowerRow row : rows) {
      ObjectNode each = array.addObject().put("design", row.design());
      row.epsilon().ifPresent(epsilon -> each.put("epsilon", epsilon.value()));
      each.put("effect", row.effect())
          .put("devicesPerArm", row.devicesPerArm())
          .put("totalDevices", row.totalDevices());
    }
    return summary;
  }

  private static void print(PrintWriter out, List<PowerRow> rows) {
    Optional<Epsilon> before = Optional.empty();
    out.printf("%-62s %7s %15s %15s%n", "design", "effect", "devices an arm", "devices in all");
    for (PowerRow row : rows) {
      if (!row.epsilon().equals(before)) {
        out.printf("%nepsilon %s%n", row.epsilon().orElseThrow());
        before = row.epsilon();
      }
      out.printf(
          Locale.ROOT,
          "%-62s %7.4f %,15d %,15d%n",
          row.design(),
          row.effect(),
          row.devicesPerArm(),
          row.totalDevices());
    }
  }

  private Epsilon epsilon(double value) {
    try {
      return Epsilon.of(value);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--epsilon: " + e.getMessage(), e);
    }
  }

  private void check(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
