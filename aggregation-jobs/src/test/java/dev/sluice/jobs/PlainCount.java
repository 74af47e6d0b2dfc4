package dev.sluice.jobs;

import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts reports as the contract says, in plain Java: an id once, and one with several contents not
 * at all.
 *
 * @param cells exact sums by the key of the cell; of a cell whose reports were all taken out, zeros
 * @param counted reports in the sums
 * @param duplicate further copies of those
 * @param conflicting reports whose id came with several contents
 */
record PlainCount(Map<String, Traffic.Sums> cells, long counted, long duplicate, long conflicting) {

  static PlainCount of(List<Report> reports, MetricRegistry registry) {
    Map<ByteBuffer, Set<ByteBuffer>> contents = new HashMap<>();
    Map<ByteBuffer, Report> firsts = new HashMap<>();
    for (Report report : reports) {
      ByteBuffer id = ByteBuffer.wrap(report.getId().bytes());
      firsts.putIfAbsent(id, report);
      contents
          .computeIfAbsent(id, any -> new HashSet<>())
          .add(ByteBuffer.wrap(ReportFormat.encode(report)));
    }
    Map<String, Traffic.Sums> cells = new TreeMap<>();
    long counted = 0;
    long conflicting = 0;
    for (Map.Entry<ByteBuffer, Report> first : firsts.entrySet()) {
      Traffic.Sums one = Traffic.sums(first.getValue(), registry);
      boolean disputed = contents.get(first.getKey()).size() > 1;
      cells.merge(
          Traffic.key(first.getValue(), registry),
          disputed ? one.minus(one) : one,
          Traffic.Sums::plus);
      counted += disputed ? 0 : 1;
    }
    for (Report report : reports) {
      conflicting += contents.get(ByteBuffer.wrap(report.getId().bytes())).size() > 1 ? 1 : 0;
    }
    return new PlainCount(cells, counted, reports.size() - counted - conflicting, conflicting);
  }
}
