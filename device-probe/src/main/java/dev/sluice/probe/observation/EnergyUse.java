package dev.sluice.probe.observation;

import dev.sluice.probe.device.EnergyMethod;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** The energy that a run took from the device beyond what the idle device takes. */
public sealed interface EnergyUse {

  /** How it was learnt. */
  EnergyMethod method();

  /** Joules for 1000 tokens, prompt and generated together; absent if unknown. */
  OptionalDouble joulesPer1kTokens();

  /**
   * It is known.
   *
   * @param joules above idle, over the window; positive
   * @param idleWatts power of the device before the run; absent if nothing was subtracted
   * @param window from the first question to the last answer
   * @param promptTokens tokens read in the window
   * @param generatedTokens tokens written in it
   */
  record Known(
      EnergyMethod method,
      double joules,
      OptionalDouble idleWatts,
      Duration window,
      long promptTokens,
      long generatedTokens)
      implements EnergyUse {
    public Known {
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(idleWatts, "idleWatts");
      Objects.requireNonNull(window, "window");
      if (!(joules > 0 && joules < Double.POSITIVE_INFINITY)
          || promptTokens + generatedTokens <= 0) {
        throw new IllegalArgumentException(
            "joules and tokens must be positive, were %s and %d"
                .formatted(joules, promptTokens + generatedTokens));
      }
    }

    @Override
    public OptionalDouble joulesPer1kTokens() {
      return OptionalDouble.of(joules / (promptTokens + generatedTokens) * 1_000);
    }
  }

  /**
   * It is not known.
   *
   * @param reason one line for a person
   * @param remedy what can be done about it; empty if nothing
   */
  record Unknown(String reason, Optional<String> remedy) implements EnergyUse {
    public Unknown {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(remedy, "remedy");
    }

    static Unknown because(String reason) {
      return new Unknown(reason, Optional.empty());
    }

    @Override
    public EnergyMethod method() {
      return EnergyMethod.NONE;
    }

    @Override
    public OptionalDouble joulesPer1kTokens() {
      return OptionalDouble.empty();
    }
  }
}
