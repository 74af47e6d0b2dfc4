package dev.sluice.fleet.behaviour;

/** How a run went, by the names that the registry's outcome metric uses. */
enum RunOutcome {
  OK("ok"),
  FALLBACK("fallback"),
  CRASH("crash"),
  BOTH("both");

  private final String category;

  RunOutcome(String category) {
    this.category = category;
  }

  static RunOutcome of(boolean crashed, boolean fellBack) {
    if (crashed) {
      return fellBack ? BOTH : CRASH;
    }
    return fellBack ? FALLBACK : OK;
  }

  String category() {
    return category;
  }
}
