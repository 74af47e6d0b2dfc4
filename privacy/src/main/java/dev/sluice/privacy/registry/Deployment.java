package dev.sluice.privacy.registry;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where the model of a device class runs, seen from its user. The two are never compared, drawn
 * together or added up: a server has another processor and serves many at a time.
 */
public enum Deployment {
  /** On the user's own device; an embedded box in the field is one. */
  @JsonProperty("device")
  DEVICE,
  /** On a server close by that several devices share. */
  @JsonProperty("edge")
  EDGE;

  /** The word in YAML, JSON and messages. */
  public String word() {
    return this == DEVICE ? "device" : "edge";
  }
}
