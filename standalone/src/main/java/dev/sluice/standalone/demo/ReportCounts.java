package dev.sluice.standalone.demo;

/**
 * What became of reports on the server's side.
 *
 * @param inKafka records in the reports topic
 * @param counted reports in the sums
 * @param duplicates reports that repeat a counted one
 * @param rejected reports that were refused for any other reason
 */
record ReportCounts(long inKafka, long counted, long duplicates, long rejected) {

  /** Reports that the aggregation has come to a conclusion about. */
  long tallied() {
    return counted + duplicates + rejected;
  }

  ReportCounts minus(ReportCounts earlier) {
    return new ReportCounts(
        inKafka - earlier.inKafka,
        counted - earlier.counted,
        duplicates - earlier.duplicates,
        rejected - earlier.rejected);
  }
}
