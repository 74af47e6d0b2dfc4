package dev.sluice.authoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authoring.lint.CostClass;
import dev.sluice.authoring.lint.RunCost;
import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.BundledSuites;
import dev.sluice.suites.loading.TemplateSuites;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the suites that come with Sluice. */
@Command(
    name = "list",
    description = {
      "Shows the suites that come with Sluice.",
      "The bundled ones, which the tiny models were trained for, and the templates for any"
          + " instruction model. 'probe eval --suite NAME' runs one, 'suite new --template ID'"
          + " copies a template to start from."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ok", "2:wrong usage"},
    footerHeading = "%nCost:%n",
    footer = {
      "  at most, for one run on a device as slow as --prompt-rate and --answer-rate",
      "  say:",
      "  light up to 120 s, medium up to 600 s, heavy above"
    })
final class ListCommand implements Callable<Integer> {
  private static final String ROW = "%-28s %-8s %6s %-15s %-14s %-11s %s%n";

  @Spec private CommandSpec spec;

  @Mixin private SlowDevice device;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /**
   * A suite as the command line names it.
   *
   * @param name what {@code probe eval --suite} takes
   */
  private record Entry(String name, Suite suite, double seconds) {

    String cost() {
      return CostClass.of(seconds).name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    if (!device.usable()) {
      throw new ParameterException(spec.commandLine(), SlowDevice.BOUNDS);
    }
    List<Entry> entries =
        Stream.concat(
                BundledSuites.all().stream().map(suite -> entry(suite.id(), suite)),
                TemplateSuites.all().stream().map(suite -> entry("template:" + suite.id(), suite)))
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(entries));
    } else {
      print(entries, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private Entry entry(String name, Suite suite) {
    return new Entry(name, suite, device.seconds(RunCost.of(suite)));
  }

  private static void print(List<Entry> entries, PrintWriter out) {
    out.printf(ROW, "suite", "version", "items", "grader", "cost", "licence", "what it asks");
    for (Entry entry : entries) {
      Suite suite = entry.suite();
      out.printf(
          ROW,
          entry.name(),
          suite.version(),
          suite.items().size(),
          suite.grader().type(),
          String.format(Locale.ROOT, "%s (%.0f s)", entry.cost(), entry.seconds()),
          suite.info().licence(),
          suite.info().description());
    }
  }

  private static String json(List<Entry> entries) {
    ArrayNode root = JsonNodeFactory.instance.arrayNode();
    for (Entry entry : entries) {
      Suite suite = entry.suite();
      ObjectNode node = root.addObject();
      node.put("name", entry.name());
      node.put("id", suite.id());
      node.put("version", suite.version().text());
      node.put("digest", suite.digest().hex());
      node.put("items", suite.items().size());
      node.put("controls", suite.controls().size());
      node.put("grader", suite.grader().type());
      node.put("cost", entry.cost());
      node.put("seconds", entry.seconds());
      node.put("licence", suite.info().licence());
      node.put("description", suite.info().description());
    }
    return root.toPrettyString();
  }
}
