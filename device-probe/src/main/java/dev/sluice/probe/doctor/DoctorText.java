package dev.sluice.probe.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Findings for people and for programs. */
final class DoctorText {
  private static final String ROW = "%-12s %-15s %s";

  private DoctorText() {}

  static String line(Examination.Result result) {
    Finding finding = result.finding();
    String first = ROW.formatted(word(finding.status()), result.check(), finding.detail());
    return finding
        .remedy()
        .map(remedy -> first + "\n" + ROW.formatted("", "", "-> " + remedy))
        .orElse(first);
  }

  static String summary(List<Examination.Result> results) {
    long problems = count(results, Finding.Status.PROBLEM);
    long warnings = count(results, Finding.Status.WARNING);
    return problems == 0 && warnings == 0
        ? "All well."
        : "Problems: %d, warnings: %d.".formatted(problems, warnings);
  }

  static String json(List<Examination.Result> results) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("healthy", Examination.healthy(results));
    ArrayNode checks = root.putArray("checks");
    for (Examination.Result result : results) {
      checks
          .addObject()
          .put("check", result.check())
          .put("status", word(result.finding().status()))
          .put("detail", result.finding().detail())
          .put("remedy", result.finding().remedy().orElse(null));
    }
    return root.toPrettyString();
  }

  private static long count(List<Examination.Result> results, Finding.Status status) {
    return results.stream().filter(one -> one.finding().status() == status).count();
  }

  private static String word(Finding.Status status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
