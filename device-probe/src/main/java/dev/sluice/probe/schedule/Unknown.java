package dev.sluice.probe.schedule;

/**
 * What an unknown condition is taken for.
 *
 * @param power whether it is taken for connected; false by default
 * @param battery whether its charge is taken for enough; false by default
 * @param powerSaver whether it is taken for off; true by default, few systems have one
 * @param heat whether it is taken for cool; true by default, many systems have no sensor
 * @param load whether the device is taken for idle; false by default
 * @param memory whether it is taken for enough; false by default
 * @param network whether it is taken for unmetered; true by default, for a few hundred bytes, or
 *     the questions of a run on another machine
 */
public record Unknown(
    boolean power,
    boolean battery,
    boolean powerSaver,
    boolean heat,
    boolean load,
    boolean memory,
    boolean network) {

  /** Careful where a wrong guess would be felt, and still at work on a box without a battery. */
  public static final Unknown CAREFUL = new Unknown(false, false, true, true, false, false, true);
}
