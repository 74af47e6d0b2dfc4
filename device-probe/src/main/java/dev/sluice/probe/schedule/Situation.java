package dev.sluice.probe.schedule;

import dev.sluice.probe.consent.Consent;
import java.time.LocalTime;
import java.util.Objects;

/**
 * All that a decision depends on besides the owner's settings. No result of any run is in it.
 *
 * @param consent the choice that holds
 * @param time on the device's wall
 * @param spent today, so far
 */
public record Situation(
    Consent consent, Agenda agenda, Conditions conditions, Spent spent, LocalTime time) {
  public Situation {
    Objects.requireNonNull(consent, "consent");
    Objects.requireNonNull(agenda, "agenda");
    Objects.requireNonNull(conditions, "conditions");
    Objects.requireNonNull(spent, "spent");
    Objects.requireNonNull(time, "time");
  }
}
