package dev.sluice.gate.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.sluice.privacy.registry.Deployment;
import dev.sluice.privacy.registry.Design;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A policy as it is written in YAML; {@link PolicyParser} makes sense of it. */
record PolicyDocument(
    @JsonProperty(required = true) String rollout,
    @JsonProperty(required = true) ModelDocument control,
    @JsonProperty(required = true) ModelDocument candidate,
    @JsonProperty(required = true) ModelDocument fallback,
    @JsonSetter(nulls = Nulls.SET) @Nullable Design design,
    @JsonSetter(nulls = Nulls.SET) @Nullable Deployment deployment,
    @JsonProperty(required = true) List<Integer> stages,
    @JsonProperty(required = true) double errorRate,
    @JsonProperty(required = true) int horizonDays,
    @JsonSetter(nulls = Nulls.SET) @Nullable Integer minimumDaysPerStage,
    @JsonSetter(nulls = Nulls.SET) @Nullable Integer minimumReports,
    @JsonSetter(nulls = Nulls.SET) @Nullable Map<String, @Nullable Integer> classQuorum,
    @JsonSetter(nulls = Nulls.SET) @Nullable Double invalidHarnessLimit,
    @JsonSetter(nulls = Nulls.SET) @Nullable String startDay,
    @JsonProperty(required = true) List<GuardrailDocument> guardrails,
    @JsonSetter(nulls = Nulls.SET) @Nullable NoData noData) {

  record ModelDocument(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String version,
      @JsonSetter(nulls = Nulls.SET) @Nullable String ggufDigest) {}

  record GuardrailDocument(
      @JsonProperty(required = true) String metric,
      @JsonProperty(required = true) Guardrail.Kind kind,
      @JsonProperty(required = true) double harmBudget) {}

  /** What an absence of evidence means. There is one answer; the key lets a policy say it. */
  enum NoData {
    @JsonProperty("hold")
    HOLD
  }
}
