package dev.sluice.authoring;

import dev.sluice.authoring.lint.Finding;
import dev.sluice.authoring.lint.Finding.Severity;
import dev.sluice.authoring.lint.RunCost;
import dev.sluice.authoring.lint.SuiteLint;
import dev.sluice.suites.Suite;
import dev.sluice.suites.SuiteDigest;
import dev.sluice.suites.loading.SuiteFiles;
import dev.sluice.suites.yaml.SuiteFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say about one suite file.
 *
 * @param digest by which results and release manifests name the suite; absent when the file holds
 *     none
 * @param cost absent when the file holds no suite
 */
record LintReport(
    String file, Optional<SuiteDigest> digest, List<Finding> findings, Optional<RunCost> cost) {

  /** The check of a file that could not be read, so that nothing is known about what is in it. */
  static final String UNREAD = "file";

  LintReport {
    findings = List.copyOf(findings);
  }

  /** Reads and checks a file; what cannot be read is a finding like others. */
  static LintReport of(Path file, SlowDevice device) {
    try {
      Suite suite = SuiteFiles.read(file);
      RunCost cost = RunCost.of(suite);
      List<Finding> findings = new ArrayList<>(SuiteLint.check(suite));
      device.objectionTo(cost).ifPresent(findings::add);
      return new LintReport(
          file.toString(), Optional.of(suite.digest()), findings, Optional.of(cost));
    } catch (SuiteFormatException e) {
      return unreadable(file, "format", "line " + e.line() + ": " + e.reason());
    } catch (IOException e) {
      return unreadable(file, UNREAD, String.valueOf(e.getMessage()));
    }
  }

  /** Why nothing was found out; empty when the file could be read. */
  Optional<String> trouble() {
    return findings.stream()
        .filter(finding -> finding.check().equals(UNREAD))
        .map(Finding::message)
        .findFirst();
  }

  boolean hasErrors() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  private static LintReport unreadable(Path file, String check, String message) {
    return new LintReport(
        file.toString(),
        Optional.empty(),
        List.of(new Finding(Severity.ERROR, check, "", message)),
        Optional.empty());
  }
}
