package dev.sluice.standalone.demo;

/** Counts on the server's side. */
@FunctionalInterface
interface ReportCounter {
  /** The counts from the beginning of the topics. */
  ReportCounts count();
}
