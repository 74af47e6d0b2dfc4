package dev.sluice.standalone.chaos.oracle;

import dev.sluice.schemas.Report;
import dev.sluice.standalone.chaos.traffic.ReportKey;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The records of reports that were sent with one id and several contents. What becomes of them is
 * decided by the topic and not by what was sent: where a fault kept all contents but one out of it,
 * that one counts like any other report; where there are several, none does.
 */
final class SharedIds {
  private final Map<String, Contents> byId = new HashMap<>();

  private static final class Contents {
    private final Map<ReportKey, Report> distinct = new HashMap<>();
    private long records;

    boolean conflict() {
      return distinct.size() > 1;
    }
  }

  void add(ReportKey key, Report report) {
    Contents contents = byId.computeIfAbsent(key.id(), id -> new Contents());
    contents.distinct.put(key, report);
    contents.records++;
  }

  /** Records whose id came with several contents. */
  long conflicting() {
    return byId.values().stream()
        .filter(Contents::conflict)
        .mapToLong(contents -> contents.records)
        .sum();
  }

  /** Reports whose id came with one content, once each. */
  Stream<Report> unopposed() {
    return byId.values().stream()
        .filter(contents -> !contents.conflict())
        .flatMap(contents -> contents.distinct.values().stream());
  }
}
