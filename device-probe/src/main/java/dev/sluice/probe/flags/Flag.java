package dev.sluice.probe.flags;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which versions of one model a fleet runs.
 *
 * @param model its name
 * @param rollout id of the rollout: what a device answers once, and what its place is hashed with
 * @param variants by name; holds the default and every share's
 * @param defaultVariant for devices outside of the experiment
 * @param shares how the fleet is split, in the order of the hash space; empty if it is not
 */
public record Flag(
    String model,
    String rollout,
    Map<String, Variant> variants,
    String defaultVariant,
    List<Share> shares) {

  /**
   * A part of the hash space.
   *
   * @param weight relative to the sum of all, 0 to 10,000
   */
  public record Share(String variant, int weight) {}

  public Flag {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(rollout, "rollout");
    variants = Map.copyOf(variants);
    shares = List.copyOf(shares);
    if (!variants.containsKey(defaultVariant)) {
      throw new IllegalArgumentException("there is no variant " + defaultVariant);
    }
  }
}
