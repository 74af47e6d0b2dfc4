package dev.sluice.jobs.tallies;

import dev.sluice.schemas.Disposition;
import dev.sluice.schemas.Tally;
import java.time.LocalDate;

/**
 * A number of reports of one day that came to the same end.
 *
 * @param day the reports' day since 1970-01-01; 0 when it could not be read or believed
 * @param disposition the end
 * @param reason code of a refusal; empty otherwise
 * @param reports how many
 * @param withdrawn how many more had come to this end and were taken out again
 */
public record TallyCount(
    long day, Disposition disposition, String reason, long reports, long withdrawn) {

  /** Reports of which none was taken out. */
  public static TallyCount of(long day, Disposition disposition, String reason, long reports) {
    return new TallyCount(day, disposition, reason, reports, 0);
  }

  /** Key of the tally, for {@code keyBy}: a string, whose hash code is the same in every JVM. */
  public String key() {
    return day + "/" + disposition.name() + "/" + reason;
  }

  /**
   * This count and more of the same.
   *
   * @throws ArithmeticException on overflow
   */
  public TallyCount plus(TallyCount more) {
    return new TallyCount(
        day,
        disposition,
        reason,
        Math.addExact(reports, more.reports),
        Math.addExact(withdrawn, more.withdrawn));
  }

  /** The published record. */
  public Tally toTally() {
    return new Tally(LocalDate.ofEpochDay(day), disposition, reason, reports);
  }
}
