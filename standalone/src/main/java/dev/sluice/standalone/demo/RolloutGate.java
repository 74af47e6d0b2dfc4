package dev.sluice.standalone.demo;

/** The gate, as whoever runs a rollout sees it. */
interface RolloutGate {

  /**
   * Starts a rollout.
   *
   * @throws DemoFailedException if the gate does not take the policy, or does not answer
   */
  void start(String policy) throws DemoFailedException, InterruptedException;

  /**
   * How a rollout stands.
   *
   * @throws DemoFailedException if the gate does not answer
   */
  RolloutView show(String rollout) throws DemoFailedException, InterruptedException;
}
