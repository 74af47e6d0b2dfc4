package dev.sluice.probe.agent;

import dev.sluice.privacy.mechanism.Measurement;
import java.time.LocalDate;
import java.util.Objects;

/** Whether an installed model may run here, by what its publisher has signed. */
@FunctionalInterface
public interface Admission {

  /**
   * The word about one model.
   *
   * @param today in UTC
   */
  Word about(InstalledModel model, LocalDate today);

  /** What is said. */
  sealed interface Word {

    /** Nothing stands against it. */
    record Admitted() implements Word {}

    /**
     * This device cannot take the release. It runs nothing, and says so where it is asked.
     *
     * @param category what it is counted as
     */
    record NotEligible(Measurement.Category category) implements Word {
      public NotEligible {
        Objects.requireNonNull(category, "category");
      }
    }

    /** It is not what was signed, or not valid today: nothing is run, and nobody asks about it. */
    record Barred() implements Word {}
  }

  /** Where nothing is signed, everything may run that its owner has put there. */
  static Admission ofEverything() {
    return (model, today) -> new Word.Admitted();
  }
}
