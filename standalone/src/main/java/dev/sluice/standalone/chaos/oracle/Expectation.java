package dev.sluice.standalone.chaos.oracle;

import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.standalone.chaos.traffic.ReportKey;
import dev.sluice.standalone.chaos.traffic.SentReports.Answer;
import dev.sluice.standalone.chaos.traffic.SentReports.Kind;
import dev.sluice.standalone.chaos.traffic.SentReports.Sent;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must come of the reports topic, record by record.
 *
 * <p>An acknowledged report must be in it; one without an answer may be; nothing else may. Of what
 * is in it, each countable report counts once, however often it is there; of an id with several
 * contents in it, none.
 */
public final class Expectation {
  private final Map<ReportKey, Sent> sent;
  private final Map<ReportKey, Integer> seen = new HashMap<>();
  private final Map<String, Sums> cells = new TreeMap<>();
  private final SharedIds sharedIds = new SharedIds();
  private long records;
  private long unknown;
  private long counted;
  private long late;
  private long invalid;

  /** Of an empty topic. */
  public Expectation(Map<ReportKey, Sent> sent) {
    this.sent = sent;
  }

  /** Takes the next record of the topic. */
  public void add(byte[] bytes) {
    records++;
    ReportKey asBytes = ReportKey.of(bytes);
    if (sent.containsKey(asBytes)) {
      invalid++;
      seen.merge(asBytes, 1, Integer::sum);
    } else if (ReportFormat.decode(bytes) instanceof Decoded.Value<Report> report) {
      add(ReportKey.of(report.value(), bytes), report.value());
    } else {
      unknown++;
    }
  }

  private void add(ReportKey key, Report report) {
    Sent known = sent.get(key);
    if (known == null) {
      unknown++;
      return;
    }
    boolean first = seen.merge(key, 1, Integer::sum) == 1;
    switch (known.kind()) {
      case LATE -> late++;
      case CONFLICTING -> sharedIds.add(key, report);
      case HOSTILE -> invalid++;
      case COUNTABLE -> {
        if (first) {
          counted++;
          addTo(cells, report);
        }
      }
    }
  }

  /** Exact sums of every cell, by the key of its aggregate. */
  public Map<String, Sums> cells() {
    Map<String, Sums> all = new TreeMap<>(cells);
    sharedIds.unopposed().forEach(report -> addTo(all, report));
    return all;
  }

  private static void addTo(Map<String, Sums> cells, Report report) {
    cells.merge(CellKeys.of(report), CellKeys.sums(report), Sums::plus);
  }

  /** What was found, in numbers. */
  public TopicCount count() {
    long countable = counted + sharedIds.unopposed().count();
    long conflicting = sharedIds.conflicting();
    return new TopicCount(
        records,
        countable,
        records - countable - late - conflicting - invalid - unknown,
        late,
        conflicting,
        invalid,
        unknown,
        missing(),
        unanswered());
  }

  /** Acknowledged and not in the topic: lost. */
  private long missing() {
    return sent.entrySet().stream()
        .filter(each -> each.getValue().answer() == Answer.ACKNOWLEDGED)
        .filter(each -> !seen.containsKey(each.getKey()))
        .count();
  }

  /** Without an answer, and in the topic all the same. */
  private long unanswered() {
    return sent.entrySet().stream()
        .filter(each -> each.getValue().answer() == Answer.NONE)
        .filter(each -> each.getValue().kind() == Kind.COUNTABLE)
        .filter(each -> seen.containsKey(each.getKey()))
        .count();
  }
}
