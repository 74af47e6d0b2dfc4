package dev.sluice.probe.release;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a device may not run a release: a closed list.
 *
 * <p>Every reason that applies is told to the device's owner. Where a single one is to be counted,
 * it is the <em>first that applies in the order of declaration</em>: first what no device can
 * change (the release is not valid today), then what this device is (class, system, processor),
 * then what an update of its software would mend, then what its owner could make room for, and last
 * that none of the files is for it. So an old phone is counted as an old phone, and not as one
 * whose disk happens to be full today.
 *
 * <p>Words and order are a contract: a count of reasons means nothing if they shift. New ones are
 * appended to the registry's list, whatever their place here.
 */
public enum IneligibilityReason {
  /** Today is before the first day on which the release is valid. */
  NOT_YET_VALID,
  /** Today is after the last day on which the release is valid. */
  EXPIRED,
  /** The release is not meant for this class of device, or the class is not known. */
  DEVICE_CLASS,
  /** The release does not run on this operating system. */
  OPERATING_SYSTEM,
  /** The release does not run on this processor architecture. */
  ARCHITECTURE,
  /** The processor lacks instructions that are needed, or the system does not tell. */
  CPU_FEATURES,
  /** The inference runtime is another one, or older than the release needs. */
  RUNTIME_TOO_OLD,
  /** No file of the release fits into the memory that this device can spare. */
  MEMORY,
  /** A file fits into memory, but none of those into the free space of the disk. */
  DISK,
  /** No file of the release is for this class of device. */
  NO_VARIANT;

  /** The word in JSON and on the wire, such as {@code runtime-too-old}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The reason that a word stands for. */
  public static Optional<IneligibilityReason> ofWord(String word) {
    return Arrays.stream(values()).filter(reason -> reason.word().equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word();
  }
}
