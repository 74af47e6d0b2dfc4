package dev.sluice.privacy.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registry as it is written in YAML; {@link RegistryParser} makes sense of it. What may be left
 * out is filled in here, so that saying the usual aloud does not change the digest.
 */
record RegistryDocument(
    @JsonProperty(required = true) int registry,
    @JsonProperty(required = true) Epoch epoch,
    @JsonProperty(required = true) List<String> deviceClasses,
    @JsonSetter(nulls = Nulls.SKIP) List<String> edgeClasses,
    @JsonProperty(required = true) List<Double> epsilonTiers,
    @JsonProperty(required = true) List<MetricDocument> metrics) {

  @SuppressWarnings("ConstantValue") // Jackson passes null for what is not there.
  RegistryDocument {
    edgeClasses = edgeClasses == null ? List.of() : edgeClasses;
  }

  record MetricDocument(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String group,
      @JsonSetter(nulls = Nulls.SKIP) Design design,
      @JsonProperty(required = true) String purpose,
      @JsonProperty(required = true) String unit,
      @JsonProperty(required = true) MeasuredQuantity measures,
      @JsonSetter(nulls = Nulls.SET) @Nullable Double threshold,
      @JsonProperty(required = true) Direction direction,
      @JsonProperty(required = true) int weight,
      @JsonProperty(required = true) MechanismDocument mechanism,
      @JsonProperty(required = true) double epsilon,
      @JsonSetter(nulls = Nulls.SKIP) List<String> unavailableOn,
      @JsonProperty(required = true) String owner,
      @JsonProperty(required = true) String expires,
      @JsonProperty(required = true) String review) {

    @SuppressWarnings("ConstantValue") // Jackson passes null for what is not there.
    MetricDocument {
      design = design == null ? Design.TWO_ARM : design;
      unavailableOn = unavailableOn == null ? List.of() : unavailableOn;
    }
  }
}
