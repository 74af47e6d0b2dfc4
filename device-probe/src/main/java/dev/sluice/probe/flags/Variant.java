package dev.sluice.probe.flags;

import java.util.Objects;
import java.util.Optional;

/**
 * One of the answers that a flag can have.
 *
 * @param model what its devices run
 * @param reports whether they report on it
 * @param comparedWith what they run beside it and report the difference from
 */
public record Variant(ModelName model, boolean reports, Optional<ModelName> comparedWith) {
  public Variant {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(comparedWith, "comparedWith");
  }
}
