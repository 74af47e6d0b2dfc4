package dev.sluice.probe.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Every check once, in order. */
final class Examination {
  private Examination() {}

  /**
   * One check's result.
   *
   * @param check its name
   */
  record Result(String check, Finding finding) {}

  /**
   * Runs the checks.
   *
   * @param listener hears each result as soon as it is there
   */
  static List<Result> of(List<Check> checks, Consumer<Result> listener) {
    List<Result> results = new ArrayList<>();
    for (Check check : checks) {
      Result result = new Result(check.name(), run(check));
      results.add(result);
      listener.accept(result);
    }
    return results;
  }

  static boolean healthy(List<Result> results) {
    return results.stream().noneMatch(one -> one.finding().status() == Finding.Status.PROBLEM);
  }

  private static Finding run(Check check) {
    try {
      return oneLine(check.run());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.problem("the check was interrupted", "run the doctor again");
    } catch (Exception | LinkageError e) {
      // A check that breaks must not hide what the others find.
      return oneLine(
          Finding.problem(
              "the check itself failed: %s: %s"
                  .formatted(e.getClass().getSimpleName(), e.getMessage()),
              "report this with the output of: java -version; uname -a"));
    }
  }

  /** What systems and servers say may have any form. */
  private static Finding oneLine(Finding finding) {
    return new Finding(
        finding.status(), oneLine(finding.detail()), finding.remedy().map(Examination::oneLine));
  }

  private static String oneLine(String text) {
    String printable = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return printable.length() <= 300 ? printable : printable.substring(0, 300) + "...";
  }
}
