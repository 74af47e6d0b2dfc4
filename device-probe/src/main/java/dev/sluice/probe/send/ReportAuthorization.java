package dev.sluice.probe.send;

import java.util.Optional;

/** What is shown with reports, so that a server takes them. */
public interface ReportAuthorization {

  /** Nothing is shown. */
  static ReportAuthorization none() {
    return new NothingShown();
  }

  /** What to show with a report; the same again for the same report, if the server knows it. */
  Showing show(byte[] report);

  /**
   * Takes note that the server refused what was shown (401). The report is as good as before.
   *
   * @param problem the server's word for it, such as {@code token-spent}, if it said one
   * @return why the report is kept, in a line for people
   */
  Delivery.Deferred refused(byte[] report, Optional<String> problem);

  /** Takes note that a report needs no more sending. */
  void settled(byte[] report);

  /** What came of asking what to show. */
  sealed interface Showing {

    /**
     * The report may go.
     *
     * @param value of the {@code Authorization} header, if there is to be one
     */
    record Header(Optional<String> value) implements Showing {}

    /** There is nothing to show now, so the report must wait. */
    record NotNow(Delivery.Deferred why) implements Showing {}
  }
}
