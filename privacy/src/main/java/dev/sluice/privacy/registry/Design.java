package dev.sluice.privacy.registry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How two versions are compared, and so what one report is about. */
public enum Design {
  /** Each device reports on one version; the fleet's two arms are compared with each other. */
  @JsonProperty("two-arm")
  TWO_ARM,
  /** Each device runs both versions, and reports candidate minus baseline. */
  @JsonProperty("paired")
  PAIRED
}
