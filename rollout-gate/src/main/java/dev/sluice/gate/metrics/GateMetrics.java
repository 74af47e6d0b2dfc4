package dev.sluice.gate.metrics;

import dev.sluice.gate.decision.Finding;
import dev.sluice.gate.desk.GateActivity;
import dev.sluice.gate.desk.RolloutDesk;
import dev.sluice.gate.evidence.LeftOut;
import dev.sluice.gate.rollout.DecisionKind;
import dev.sluice.gate.rollout.Rollout;
import dev.sluice.schemas.FindingStatus;
import dev.sluice.schemas.RolloutState;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Publishes what a desk tells of its gate. Every label is from a closed list, and all of its values
 * are there from the start; what is not known is absent.
 */
public final class GateMetrics {
  private final RolloutDesk desk;
  private final PrometheusRegistry registry;

  private GateMetrics(RolloutDesk desk, PrometheusRegistry registry) {
    this.desk = desk;
    this.registry = registry;
  }

  /** Publishes a desk's numbers in a registry that has none of them yet. */
  public static void publish(RolloutDesk desk, PrometheusRegistry registry) {
    GateMetrics metrics = new GateMetrics(desk, registry);
    metrics.rollouts();
    metrics.looks();
    metrics.decisions();
    metrics.evidence();
  }

  private void rollouts() {
    gauge("sluice_gate_rollouts", "Rollouts on record, by their state.", "state")
        .callback(this::rolloutsByState)
        .register(registry);
    gauge(
            "sluice_gate_guardrails_without_data",
            "Guardrails of running rollouts that the newest look found no data for.",
            "kind")
        .callback(this::guardrailsWithoutData)
        .register(registry);
  }

  private void rolloutsByState(GaugeWithCallback.Callback callback) {
    for (RolloutState state : RolloutState.values()) {
      callback.call(
          (double) desk.book().all().stream().filter(each -> each.state() == state).count(),
          slug(state.name()));
    }
  }

  private void guardrailsWithoutData(GaugeWithCallback.Callback callback) {
    callback.call(withoutData(true), "required");
    callback.call(withoutData(false), "watch");
  }

  private double withoutData(boolean required) {
    return (double)
        desk.book().all().stream()
            .filter(Rollout::running)
            .flatMap(rollout -> rollout.look().judgement().findings().stream())
            .filter(finding -> finding.status() == FindingStatus.NO_DATA)
            .map(Finding::required)
            .filter(each -> each == required)
            .count();
  }

  private void looks() {
    counter(
        "sluice_gate_looks", "Looks at the evidence that came to their end.", GateActivity::looks);
    counter(
        "sluice_gate_looks_failed",
        "Looks that did not: a decision was not recorded, or a defect.",
        GateActivity::failedLooks);
    moment(
        "sluice_gate_last_look_seconds",
        "When the newest look ended, in seconds since 1970; without a change there is none.",
        GateActivity::lastLook);
    moment(
        "sluice_gate_last_turn_seconds",
        "When the gate was last seen at work, looking or waiting, in seconds since 1970.",
        activity -> Optional.of(activity.lastTurn()));
  }

  private void decisions() {
    CounterWithCallback.builder()
        .name("sluice_gate_decisions")
        .help("Decisions recorded, by kind.")
        .labelNames("kind")
        .callback(
            callback -> {
              GateActivity activity = desk.activity();
              for (DecisionKind kind : DecisionKind.values()) {
                callback.call(activity.decisions().getOrDefault(kind, 0L), kind.slug());
              }
            })
        .register(registry);
  }

  private void evidence() {
    gauge("sluice_gate_evidence_cells", "Cells of evidence that are held.")
        .callback(callback -> callback.call((double) desk.activity().cells()))
        .register(registry);
    gauge(
            "sluice_gate_evidence_cells_left_out",
            "Cells of the aggregates topic that are no evidence, by the reason.",
            "reason")
        .callback(
            callback -> {
              GateActivity activity = desk.activity();
              for (LeftOut reason : LeftOut.values()) {
                callback.call(activity.leftOut().getOrDefault(reason, 0L), reason.slug());
              }
            })
        .register(registry);
    gauge("sluice_gate_aggregates_lag", "Records of the aggregates topic that wait to be read.")
        .callback(callback -> desk.activity().lag().ifPresent(callback::call))
        .register(registry);
  }

  private void counter(String name, String help, ToDoubleFunction<GateActivity> value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.applyAsDouble(desk.activity())))
        .register(registry);
  }

  private void moment(String name, String help, Function<GateActivity, Optional<Instant>> instant) {
    Consumer<GaugeWithCallback.Callback> callback =
        here -> instant.apply(desk.activity()).ifPresent(at -> here.call(at.toEpochMilli() / 1e3));
    gauge(name, help).callback(callback).register(registry);
  }

  private static GaugeWithCallback.Builder gauge(String name, String help, String... labels) {
    return GaugeWithCallback.builder().name(name).help(help).labelNames(labels);
  }

  private static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
