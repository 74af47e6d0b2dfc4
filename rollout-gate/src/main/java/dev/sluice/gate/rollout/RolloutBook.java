package dev.sluice.gate.rollout;

import dev.sluice.gate.policy.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All rollouts, in the order in which they last changed. Immutable.
 *
 * <p>What has ended does not change, and a model has one running rollout at a time: the last
 * rollout of a model in this order is the newest one.
 */
public final class RolloutBook {
  private final Map<String, Rollout> rollouts;

  private RolloutBook(Map<String, Rollout> rollouts) {
    this.rollouts = rollouts;
  }

  public static RolloutBook empty() {
    return new RolloutBook(Map.of());
  }

  /** This book with the new state of a rollout, which moves to the end. */
  public RolloutBook with(Rollout rollout) {
    Map<String, Rollout> all = new LinkedHashMap<>(rollouts);
    all.remove(rollout.id());
    all.put(rollout.id(), rollout);
    return new RolloutBook(all);
  }

  /** All rollouts, the one that changed last at the end. */
  public List<Rollout> all() {
    return List.copyOf(rollouts.values());
  }

  public Optional<Rollout> find(String id) {
    return Optional.ofNullable(rollouts.get(id));
  }

  /**
   * The newest rollout of every model, which says what the model's devices run; those of edge
   * servers apart.
   */
  public Collection<Rollout> newestOfEachModel() {
    Map<String, Rollout> newest = new LinkedHashMap<>();
    rollouts.values().forEach(rollout -> newest.put(rollout.policy().flag(), rollout));
    return new ArrayList<>(newest.values());
  }

  /** Why a policy cannot start a rollout now; empty if it can. */
  public Optional<Submission> objectionTo(Policy policy) {
    if (rollouts.containsKey(policy.id())) {
      return Optional.of(new Submission.AlreadyExists(policy.id()));
    }
    return rollouts.values().stream()
        .filter(rollout -> rollout.running() && rollout.policy().flag().equals(policy.flag()))
        .findFirst()
        .map(rollout -> new Submission.ModelBusy(policy.flag(), rollout.id()));
  }
}
