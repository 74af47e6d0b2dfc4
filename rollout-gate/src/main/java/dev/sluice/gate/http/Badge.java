package dev.sluice.gate.http;

import dev.sluice.schemas.FindingStatus;
import dev.sluice.schemas.RolloutState;
import dev.sluice.schemas.Verdict;

/** A word and the colour that goes with it. The word alone must say it all. */
record Badge(String tone, String word) {

  static Badge of(Verdict verdict) {
    return switch (verdict) {
      case PROMOTE -> new Badge("good", "PROMOTE");
      case HOLD -> new Badge("wait", "HOLD");
      case ROLLBACK -> new Badge("bad", "ROLLBACK");
    };
  }

  static Badge of(RolloutState state) {
    return switch (state) {
      case RUNNING -> new Badge("wait", "running");
      case COMPLETED -> new Badge("good", "completed");
      case ROLLED_BACK -> new Badge("bad", "rolled back");
      case EXPIRED -> new Badge("none", "expired");
    };
  }

  static Badge of(FindingStatus status) {
    return switch (status) {
      case BETTER -> new Badge("good", "better");
      case WITHIN_MARGIN -> new Badge("good", "within margin");
      case WORSE -> new Badge("bad", "worse");
      case INCONCLUSIVE -> new Badge("wait", "inconclusive");
      case NO_DATA -> new Badge("none", "no data");
    };
  }

  void writeTo(Html html) {
    html.element("span", "badge " + tone, word);
  }
}
