package dev.sluice.privacy.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.sluice.privacy.mechanism.GridLaplace;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The registry as it is written in YAML; {@link RegistryParser} makes sense of it. */
record RegistryDocument(
    @JsonProperty(required = true) int registry,
    @JsonProperty(required = true) List<String> deviceClasses,
    @JsonProperty(required = true) List<Double> epsilonTiers,
    @JsonProperty(required = true) List<MetricDocument> metrics) {

  record MetricDocument(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String purpose,
      @JsonProperty(required = true) String unit,
      @JsonProperty(required = true) MeasuredQuantity measures,
      @JsonSetter(nulls = Nulls.SET) @Nullable Double threshold,
      @JsonProperty(required = true) Direction direction,
      @JsonProperty(required = true) int weight,
      @JsonProperty(required = true) MechanismDocument mechanism,
      @JsonSetter(nulls = Nulls.SET) @Nullable List<String> unavailableOn,
      @JsonProperty(required = true) String owner,
      @JsonProperty(required = true) String expires,
      @JsonProperty(required = true) String review) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = GridDocument.class, name = "laplace-grid"),
    @JsonSubTypes.Type(value = ResponseDocument.class, name = "randomized-response"),
    @JsonSubTypes.Type(value = HistogramDocument.class, name = "laplace-histogram")
  })
  sealed interface MechanismDocument {
    Mechanism mechanism(Direction direction);
  }

  record GridDocument(
      @JsonProperty(required = true) double low, @JsonProperty(required = true) double high)
      implements MechanismDocument {
    @Override
    public Mechanism mechanism(Direction direction) {
      return new GridLaplace(
          low,
          high,
          direction == Direction.HIGHER_IS_BETTER ? GridLaplace.Worst.LOW : GridLaplace.Worst.HIGH);
    }
  }

  record ResponseDocument(
      @JsonProperty(required = true) List<String> categories,
      @JsonProperty(required = true) String worst)
      implements MechanismDocument {
    @Override
    public Mechanism mechanism(Direction direction) {
      return new RandomizedResponse(categories, categories.indexOf(worst));
    }
  }

  record HistogramDocument(@JsonProperty(required = true) List<Double> edges)
      implements MechanismDocument {
    @Override
    public Mechanism mechanism(Direction direction) {
      return new HistogramLaplace(edges);
    }
  }
}
