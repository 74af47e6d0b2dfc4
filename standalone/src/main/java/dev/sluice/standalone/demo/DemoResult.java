package dev.sluice.standalone.demo;

import java.net.URI;
import java.util.List;

/**
 * All that the demo has to show.
 *
 * @param page address of the gate's page
 */
record DemoResult(
    DemoSettings settings, List<RolloutResult> rollouts, Reconciliation reconciliation, URI page) {
  DemoResult {
    rollouts = List.copyOf(rollouts);
  }
}
