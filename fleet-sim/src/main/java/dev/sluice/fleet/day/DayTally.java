package dev.sluice.fleet.day;

import dev.sluice.fleet.send.Receipt;

/**
 * What a fleet sent on a day.
 *
 * @param candidates devices that answered for the candidate
 * @param controls devices that answered for the control
 * @param answers what became of their reports
 * @param repeats what became of the reports that were sent once more on purpose
 * @param malformed what became of the bodies that were no report
 */
public record DayTally(
    long candidates, long controls, Receipt answers, Receipt repeats, Receipt malformed) {
  public static final DayTally NOTHING =
      new DayTally(0, 0, Receipt.NOTHING, Receipt.NOTHING, Receipt.NOTHING);

  static DayTally ofDevices(long candidates, long controls) {
    return new DayTally(candidates, controls, Receipt.NOTHING, Receipt.NOTHING, Receipt.NOTHING);
  }

  static DayTally ofAnswers(Receipt receipt) {
    return new DayTally(0, 0, receipt, Receipt.NOTHING, Receipt.NOTHING);
  }

  static DayTally ofRepeats(Receipt receipt) {
    return new DayTally(0, 0, Receipt.NOTHING, receipt, Receipt.NOTHING);
  }

  static DayTally ofMalformed(Receipt receipt) {
    return new DayTally(0, 0, Receipt.NOTHING, Receipt.NOTHING, receipt);
  }

  /** All reports that were sent, repeats included. */
  public Receipt reports() {
    return answers.plus(repeats);
  }

  /** Both together. */
  public DayTally plus(DayTally other) {
    return new DayTally(
        candidates + other.candidates,
        controls + other.controls,
        answers.plus(other.answers),
        repeats.plus(other.repeats),
        malformed.plus(other.malformed));
  }
}
