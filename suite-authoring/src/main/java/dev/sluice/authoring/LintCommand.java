package dev.sluice.authoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authoring.lint.Finding;
import dev.sluice.suites.SuiteDigest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with suite files. */
@Command(
    name = "lint",
    description = {
      "Says what is wrong with suite files.",
      "Items that ask the same or contradict each other, that stand in the prompt's examples, that"
          + " no answer can pass or any answer does; controls that are passed by luck; answers that"
          + " pass without reading the question; a licence that nobody can look up; and what one"
          + " run costs a slow device at most. Prints the digest by which results and release"
          + " manifests name a suite as well.",
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no errors (warnings do not count)",
      "1:errors, or a file cannot be read",
      "2:wrong usage"
    })
final class LintCommand implements Callable<Integer> {
  private static final String ROW = "  %-8s %-16s %-20s %s";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Suites in YAML.")
  private List<Path> files = List.of();

  @Mixin private SlowDevice device;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (!device.usable()) {
      throw new ParameterException(spec.commandLine(), SlowDevice.BOUNDS);
    }
    List<LintReport> reports = files.stream().map(file -> LintReport.of(file, device)).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(reports));
    } else {
      reports.stream()
          .filter(report -> report.trouble().isEmpty())
          .forEach(report -> print(report, out));
    }
    out.flush();
    reports.forEach(this::sayTrouble);
    return reports.stream().anyMatch(LintReport::hasErrors) ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  /** What is wrong with a suite is what was asked for; that there is none to look at is not. */
  private void sayTrouble(LintReport report) {
    report
        .trouble()
        .ifPresent(
            trouble -> {
              PrintWriter err = spec.commandLine().getErr();
              err.println(report.file() + ": " + trouble);
              err.flush();
            });
  }

  private void print(LintReport report, PrintWriter out) {
    out.println(report.file());
    for (Finding finding : report.findings()) {
      out.println(
          ROW.formatted(name(finding), finding.check(), finding.question(), finding.message()));
    }
    if (report.findings().isEmpty()) {
      out.println("  nothing to object to");
    }
    report.digest().ifPresent(digest -> out.println("  digest: " + digest));
    report
        .cost()
        .ifPresent(
            cost ->
                out.printf(
                    Locale.ROOT,
                    "  one run: %d questions, at most %d prompt and %d answer tokens, %.0f s on a"
                        + " slow device%n",
                    cost.questions(),
                    cost.promptTokens(),
                    cost.answerTokens(),
                    device.seconds(cost)));
  }

  private String json(List<LintReport> reports) {
    ArrayNode root = JsonNodeFactory.instance.arrayNode();
    for (LintReport report : reports) {
      ObjectNode node = root.addObject().put("file", report.file());
      node.put("digest", report.digest().map(SuiteDigest::hex).orElse(null));
      ArrayNode findings = node.putArray("findings");
      for (Finding finding : report.findings()) {
        findings
            .addObject()
            .put("severity", name(finding))
            .put("check", finding.check())
            .put("question", finding.question().isEmpty() ? null : finding.question())
            .put("message", finding.message());
      }
      report
          .cost()
          .ifPresentOrElse(
              cost ->
                  node.putObject("cost")
                      .put("questions", cost.questions())
                      .put("promptTokens", cost.promptTokens())
                      .put("answerTokens", cost.answerTokens())
                      .put("seconds", device.seconds(cost)),
              () -> node.putNull("cost"));
    }
    return root.toPrettyString();
  }

  private static String name(Finding finding) {
    return finding.severity().name().toLowerCase(Locale.ROOT);
  }
}
