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
 */
public record TallyCount(long day, Disposition disposition, String reason, long reports) {

  /** Key of the tally, for {@code keyBy}: a string, whose hash code is the same in every JVM. */
  public String key() {
    return day + "/" + disposition.name() + "/" + reason;
  }

  /**
   * This count and more of the same.
   *
   * @throws ArithmeticException on overflow
   */
  public TallyCount plus(long more) {
    return new TallyCount(day, disposition, reason, Math.addExact(reports, more));
  }

  /** The published record. */
  public Tally toTally() {
    return new Tally(LocalDate.ofEpochDay(day), disposition, reason, reports);
  }
}
