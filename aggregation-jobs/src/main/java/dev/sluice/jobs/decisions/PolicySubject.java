package dev.sluice.jobs.decisions;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.privacy.registry.Deployment;
import dev.sluice.privacy.registry.Design;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout is about, from the policy that its decisions carry: as much as it takes to find
 * its releases. All else in a policy is the gate's.
 *
 * @param control what the candidate is compared with, a version of the same model
 * @param candidate what may be rolled out
 * @param design how they are compared; null for two arms
 * @param deployment where they run; null for the device
 */
record PolicySubject(
    @JsonProperty(required = true) Model control,
    @JsonProperty(required = true) Model candidate,
    @JsonSetter(nulls = Nulls.SET) @Nullable Design design,
    @JsonSetter(nulls = Nulls.SET) @Nullable Deployment deployment) {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .build();

  /** A version, and the file if the policy pins it. */
  record Model(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String version,
      @JsonSetter(nulls = Nulls.SET) @Nullable String ggufDigest) {}

  /** Reads a policy; empty if it does not say what it is about. */
  static Optional<PolicySubject> of(String policy) {
    try {
      return Optional.ofNullable(YAML.readValue(policy, PolicySubject.class));
    } catch (JsonProcessingException | RuntimeException notAPolicy) {
      // YAML's parser is known to throw more than it declares.
      return Optional.empty();
    }
  }
}
