package dev.sluice.probe.export;

import dev.sluice.probe.export.ExportedRun.AskedSuite;
import dev.sluice.probe.run.DemandResult;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.suites.harness.HarnessVerdict;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * XML as JUnit's Ant task began and Jenkins, GitLab and others read it. Each suite has one test
 * case {@code harness}, which is an error when the controls show that the scores mean nothing; its
 * items are then skipped, neither passed nor failed. Each demand on its results is a case as well.
 */
final class JUnitReport {

  private static final String HARNESS = "harness";

  /** Characters that XML 1.0 cannot hold, escaped or not. */
  private static final String NOT_XML =
      "[^\\u0009\\u000A\\u000D\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]";

  /** One test case, decided before a word is written. */
  private record Case(String name, Category category, String type, String message, Duration time) {}

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  private JUnitReport() throws XMLStreamException {
    xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
  }

  static String render(ExportedRun run) {
    try {
      JUnitReport report = new JUnitReport();
      report.write(run);
      return report.text + "\n";
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing XML into memory failed", e);
    }
  }

  private void write(ExportedRun run) throws XMLStreamException {
    List<AskedSuite> suites = run.suites().toList();
    List<Case> all = suites.stream().flatMap(suite -> cases(suite, run).stream()).toList();
    xml.writeStartDocument("UTF-8", "1.0");
    start(0, "testsuites");
    attribute("name", "sluice " + run.modelLabel());
    counts(all);
    for (AskedSuite suite : suites) {
      write(suite, cases(suite, run), run);
    }
    end(0);
    xml.writeEndDocument();
    xml.flush();
  }

  private void write(AskedSuite suite, List<Case> cases, ExportedRun run)
      throws XMLStreamException {
    start(1, "testsuite");
    attribute("name", suite.suite().id());
    counts(cases);
    attribute(
        "skipped",
        String.valueOf(cases.stream().filter(c -> c.category() == Category.SKIPPED).count()));
    attribute("timestamp", run.midnight().replace("Z", ""));
    start(2, "properties");
    property("suite.version", suite.suite().version().text());
    property("suite.digest", suite.suite().digest().hex());
    property("model", run.modelLabel());
    if (run.modelDigest().isPresent()) {
      property("model.digest", run.modelDigest().get());
    }
    property("engine", run.engine().runtimeBuild());
    property("backend", run.engine().backend());
    property("deployment", run.engine().deployment().wireName());
    end(2);
    for (Case testCase : cases) {
      write(testCase, suite.suite().id());
    }
    end(1);
  }

  private void property(String name, String value) throws XMLStreamException {
    start(3, "property");
    attribute("name", name);
    attribute("value", value);
    xml.writeEndElement();
  }

  private void write(Case testCase, String suiteId) throws XMLStreamException {
    start(2, "testcase");
    attribute("name", testCase.name());
    attribute("classname", "sluice." + suiteId);
    attribute("time", seconds(testCase.time()));
    if (testCase.category() != Category.PASSED) {
      start(3, element(testCase.category()));
      attribute("message", testCase.message());
      if (testCase.category() != Category.SKIPPED) {
        attribute("type", testCase.type());
      }
      xml.writeEndElement();
      indent(2);
    }
    xml.writeEndElement();
  }

  private void counts(List<Case> cases) throws XMLStreamException {
    attribute("tests", String.valueOf(cases.size()));
    attribute(
        "failures",
        String.valueOf(cases.stream().filter(c -> c.category() == Category.FAILED).count()));
    attribute(
        "errors",
        String.valueOf(cases.stream().filter(c -> c.category() == Category.ERROR).count()));
    attribute(
        "time", seconds(cases.stream().map(Case::time).reduce(Duration.ZERO, Duration::plus)));
  }

  private static List<Case> cases(AskedSuite asked, ExportedRun run) {
    HarnessVerdict harness = asked.result().harness();
    List<Case> cases = new ArrayList<>(List.of(harnessCase(asked.result())));
    asked.result().items().forEach(item -> cases.add(itemCase(item, harness.valid(), run)));
    asked.result().demands().forEach(demand -> cases.add(demandCase(demand, asked.result())));
    return cases;
  }

  /** Controls that were not asked have shown nothing, neither good nor bad. */
  private static Case harnessCase(SuiteResult suite) {
    if (suite.harness() instanceof HarnessVerdict.Invalid invalid) {
      String message = "the run says nothing about the model: " + symptoms(invalid);
      return new Case(HARNESS, Category.ERROR, "harness_invalid", message, Duration.ZERO);
    }
    if (suite.harness() instanceof HarnessVerdict.NotJudged) {
      String reason = suite.notEligible().or(suite::leftOut).orElse("no control was asked");
      return new Case(HARNESS, Category.SKIPPED, "", "not judged: " + reason, Duration.ZERO);
    }
    return new Case(HARNESS, Category.PASSED, "", "", Duration.ZERO);
  }

  /** What was not to be asked leaves a demand open. */
  private static Case demandCase(DemandResult demand, SuiteResult suite) {
    String name = "demand: " + demand.what();
    if (suite.leftOpen()) {
      String message = "left open: " + suite.notEligible().or(suite::leftOut).orElse("");
      return new Case(name, Category.SKIPPED, "", message, Duration.ZERO);
    }
    return demand.met()
        ? new Case(name, Category.PASSED, "", "", Duration.ZERO)
        : new Case(name, Category.FAILED, "falls_short", demand.words(), Duration.ZERO);
  }

  private static Case itemCase(ItemResult item, boolean believable, ExportedRun run) {
    String outcome = item.outcome().wireName();
    Duration time = item.timings().map(timings -> timings.total()).orElse(Duration.ZERO);
    if (!believable) {
      return new Case(item.id(), Category.SKIPPED, "", "not scored: the harness is invalid", time);
    }
    boolean telling = run.answers() && !item.explanation().isEmpty();
    String message = telling ? outcome + ": " + item.explanation() : outcome;
    String type = item.breaksGate() ? "gate_violation" : outcome;
    return new Case(item.id(), Category.of(item.outcome()), type, message, time);
  }

  private static String symptoms(HarnessVerdict.Invalid invalid) {
    return invalid.symptoms().stream()
        .map(symptom -> symptom.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static String element(Category category) {
    return switch (category) {
      case FAILED -> "failure";
      case ERROR -> "error";
      case SKIPPED -> "skipped";
      case PASSED -> throw new IllegalArgumentException("a passed case has no element");
    };
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
  }

  private void start(int depth, String element) throws XMLStreamException {
    indent(depth);
    xml.writeStartElement(element);
  }

  private void end(int depth) throws XMLStreamException {
    indent(depth);
    xml.writeEndElement();
  }

  private void indent(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, value.replaceAll(NOT_XML, "\uFFFD"));
  }
}
