package dev.sluice.probe.schedule;

import java.util.Locale;

/** Why nothing runs now. None of them is a failure, and none leaves a trace in a report. */
public enum WaitReason {
  /** The owner has not agreed, or not to this. */
  CONSENT("the owner has not agreed to it"),
  /** No rollout asks this device for anything. */
  NOTHING_TO_DO("no rollout asks this device for anything"),
  /** Every rollout that asks has its answer. */
  ALREADY_ANSWERED("every rollout that asks has been answered"),
  /** The ledger allows no further report yet, or ever. */
  OUT_OF_PRIVACY_BUDGET("the privacy budget allows no further report for now"),
  /** The version that a rollout asks about is not on the device; it is never downloaded for it. */
  MODEL_MISSING("the model that a rollout asks about is not on this device"),
  /** Nobody answers where the model is served. */
  SERVER_NOT_THERE("the server that has the model does not answer"),
  /** The server answers, and not so that a run could rely on it. */
  SERVER_UNFIT("the server that has the model does not answer as a run needs it"),
  /** The two versions of a paired rollout run on different engines here. */
  NOT_COMPARABLE("the two versions to compare do not run on the same engine here"),
  /** Its manifest does not name the file, or not for today. */
  NOT_RELEASED("no signed manifest names the model for today"),
  /** The device cannot take the release, and was asked about a run of it. */
  NOT_ELIGIBLE("this device is not eligible for the release, and so runs nothing of it"),
  /** The device runs on its battery. */
  ON_BATTERY("the device is not known to be on external power"),
  /** The battery is below the owner's limit. */
  BATTERY_LOW("the battery is low, or does not tell its charge"),
  /** The owner has asked the system to save power. */
  POWER_SAVER("the system is saving power"),
  /** The system slows the processor down because of heat, or is about to. */
  HOT("the device is hot"),
  /** Other programs are at work, or the server that has the model works for others. */
  BUSY("the device, or the server that has the model, is busy with something else"),
  /** The model would not fit into the memory that is free. */
  NO_MEMORY("there is not known to be enough free memory for the model"),
  /** The owner's quiet hours. */
  QUIET_HOURS("these are quiet hours"),
  /** Today's seconds are used up. */
  OUT_OF_TIME_BUDGET("today's time is used up"),
  /** Today's joules are used up. */
  OUT_OF_ENERGY_BUDGET("today's energy is used up"),
  /** The network costs money; a run waits for that only if its model is on another machine. */
  METERED("the network is metered");

  private final String words;

  WaitReason(String words) {
    this.words = words;
  }

  /** For a person, to go after "waiting: ". */
  public String words() {
    return words;
  }

  /** The name in JSON, such as {@code on-battery}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
