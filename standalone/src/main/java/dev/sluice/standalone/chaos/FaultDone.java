package dev.sluice.standalone.chaos;

/**
 * What came of injecting a fault.
 *
 * @param done false if it cannot be done here
 * @param said what, or why not
 */
record FaultDone(boolean done, String said) {
  static FaultDone done(String said) {
    return new FaultDone(true, said);
  }

  static FaultDone skipped(String why) {
    return new FaultDone(false, why);
  }
}
