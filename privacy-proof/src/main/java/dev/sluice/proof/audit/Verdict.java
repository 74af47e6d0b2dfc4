package dev.sluice.proof.audit;

import com.fasterxml.jackson.annotation.JsonValue;

/** What came of an attack. */
public enum Verdict {
  /** The claim stands, and an attack that could have broken it came close. */
  OK("ok"),
  /** More is certified than is claimed. */
  LEAKS("leaks more than it claims"),
  /** The attack stayed so far from the claim that it proves nothing. */
  WEAK("the attack was too weak to tell"),
  /** An id or noise came again: a generator is seeded or constant, or noise is used twice. */
  REPEATS("random bits came again"),
  /** The reports of two inputs differ in more than id and payload. */
  DIFFERS("more than id and payload depends on the input");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /** In words. */
  @JsonValue
  public String text() {
    return text;
  }
}
