package dev.sluice.gate;

import dev.sluice.gate.planning.FleetAssumptions;
import dev.sluice.gate.planning.Plan;
import dev.sluice.gate.planning.Planner;
import dev.sluice.gate.planning.StagePlan;
import dev.sluice.gate.policy.PolicyException;
import dev.sluice.gate.policy.PolicyParser;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Foresees a rollout. */
@Command(
    name = "plan",
    description = {
      "Says how many responders and days each stage of a policy will take on a fleet, if the"
          + " candidate does no harm.",
      "Exits with 1 if the fleet cannot decide before the policy's horizon."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  gate plan rollout.yaml --devices 400000 --epsilon 2")
final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "POLICY.yaml", description = "The policy.")
  private Path file;

  @Option(names = "--devices", required = true, description = "Devices in the fleet.")
  private long devices;

  @Option(
      names = "--epsilon",
      defaultValue = "1",
      description =
          "Privacy loss of each report, a tier of the registry; ${DEFAULT-VALUE} if not given.")
  private double epsilon;

  @Option(
      names = "--reporting",
      defaultValue = "0.5",
      description = "Share of the devices that ever report; ${DEFAULT-VALUE} if not given.")
  private double reporting;

  @Option(
      names = "--daily",
      defaultValue = "0.3",
      description =
          "Of those that could report and have not, the share that does so in a day;"
              + " ${DEFAULT-VALUE} if not given.")
  private double daily;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private RegistryOption registry;

  @Override
  public Integer call() {
    try {
      MetricRegistry metrics = registry.load();
      Plan plan =
          Planner.plan(
              metrics,
              PolicyParser.parse(SmallFiles.read(file), file.toString(), metrics),
              assumptions(metrics));
      print(plan);
      return plan.decides() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (IOException | PolicyException | RegistryException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private FleetAssumptions assumptions(MetricRegistry metrics) {
    try {
      Epsilon tier = Epsilon.of(epsilon);
      if (!metrics.epsilonTiers().contains(tier)) {
        throw new IllegalArgumentException(
            "epsilon must be one of " + metrics.epsilonTiers() + ", was " + tier);
      }
      return new FleetAssumptions(devices, reporting, daily, tier);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void print(Plan plan) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(plan).encodePrettily());
      return;
    }
    out.printf(
        Locale.ROOT,
        "%-14s %14s %14s %5s  %s%n",
        "promotion",
        "responders/arm",
        "available/arm",
        "day",
        "limited by");
    for (StagePlan stage : plan.stages()) {
      out.printf(
          Locale.ROOT,
          "%3d -> %3d %%   %,14d %,14d %5s  %s%n",
          stage.percent(),
          stage.nextPercent(),
          stage.neededPerArm(),
          stage.availablePerArm(),
          stage.day().isPresent() ? Long.toString(stage.day().getAsLong()) : "never",
          stage.limitingMetric());
    }
    out.println(
        plan.decides()
            ? "A harmless candidate should reach the whole fleet before the horizon."
            : "This fleet cannot decide before the horizon: more devices, a higher epsilon, larger"
                + " budgets or fitting weights would help.");
    out.println(
        "Weights with which all required metrics are decided at once, parts of 100: "
            + new TreeMap<>(plan.fittingWeights()));
  }

  private static JsonObject json(Plan plan) {
    JsonArray stages = new JsonArray();
    for (StagePlan stage : plan.stages()) {
      JsonObject each =
          new JsonObject()
              .put("percent", stage.percent())
              .put("nextPercent", stage.nextPercent())
              .put("limitingMetric", stage.limitingMetric())
              .put("neededPerArm", stage.neededPerArm())
              .put("availablePerArm", stage.availablePerArm());
      stage.day().ifPresent(day -> each.put("day", day));
      stages.add(each);
    }
    JsonObject weights = new JsonObject();
    new TreeMap<>(plan.fittingWeights()).forEach(weights::put);
    return new JsonObject()
        .put("decides", plan.decides())
        .put("stages", stages)
        .put("fittingWeights", weights);
  }
}
