package dev.sluice.privacy.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.GridLaplace;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.OneBitMean;
import dev.sluice.privacy.mechanism.Piecewise;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import java.util.List;

/**
 * A mechanism as it is written in YAML. The stated sensitivity changes nothing: it is what the
 * author believes, to be held against the mechanism's own.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = MechanismDocument.Laplace.class, name = "laplace-grid"),
  @JsonSubTypes.Type(value = MechanismDocument.OneBit.class, name = "one-bit-mean"),
  @JsonSubTypes.Type(value = MechanismDocument.Pieces.class, name = "piecewise"),
  @JsonSubTypes.Type(value = MechanismDocument.Response.class, name = "randomized-response"),
  @JsonSubTypes.Type(value = MechanismDocument.Histogram.class, name = "laplace-histogram")
})
sealed interface MechanismDocument {
  long sensitivity();

  Mechanism mechanism(Direction direction);

  private static ClippedRange range(double low, double high, Direction direction) {
    return new ClippedRange(
        low,
        high,
        direction == Direction.HIGHER_IS_BETTER ? ClippedRange.Worst.LOW : ClippedRange.Worst.HIGH);
  }

  record Laplace(
      @JsonProperty(required = true) double low,
      @JsonProperty(required = true) double high,
      @JsonProperty(required = true) long sensitivity)
      implements MechanismDocument {
    @Override
    public Mechanism mechanism(Direction direction) {
      return new GridLaplace(range(low, high, direction));
    }
  }

  record OneBit(
      @JsonProperty(required = true) double low,
      @JsonProperty(required = true) double high,
      @JsonProperty(required = true) long sensitivity)
      implements MechanismDocument {
    @Override
    public Mechanism mechanism(Direction direction) {
      return new OneBitMean(range(low, high, direction));
    }
  }

  record Pieces(
      @JsonProperty(required = true) double low,
      @JsonProperty(required = true) double high,
      @JsonProperty(required = true) long sensitivity)
      implements MechanismDocument {
    @Override
    public Mechanism mechanism(Direction direction) {
      return new Piecewise(range(low, high, direction));
    }
  }

  record Response(
      @JsonProperty(required = true) List<String> categories,
      @JsonProperty(required = true) String worst,
      @JsonProperty(required = true) long sensitivity)
      implements MechanismDocument {
    @Override
    public Mechanism mechanism(Direction direction) {
      return new RandomizedResponse(categories, categories.indexOf(worst));
    }
  }

  record Histogram(
      @JsonProperty(required = true) List<Double> edges,
      @JsonProperty(required = true) long sensitivity)
      implements MechanismDocument {
    @Override
    public Mechanism mechanism(Direction direction) {
      return new HistogramLaplace(edges);
    }
  }
}
