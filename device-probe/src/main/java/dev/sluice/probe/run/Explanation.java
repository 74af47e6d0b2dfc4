package dev.sluice.probe.run;

import dev.sluice.probe.engine.Generation;

/** Says in one line why a request has no answer. */
final class Explanation {
  private Explanation() {}

  /** Empty for an answer. */
  static String of(Generation generation) {
    if (generation instanceof Generation.TimedOut timedOut) {
      return "no whole answer within %s s%s"
          .formatted(
              timedOut.limit().toMillis() / 1000.0,
              timedOut.engineHung() ? "; the engine did not stop and was killed" : "");
    }
    if (generation instanceof Generation.Crashed crashed) {
      return crashed.reason();
    }
    if (generation instanceof Generation.Unsound unsound) {
      return unsound.reason();
    }
    if (generation instanceof Generation.OutOfMemory outOfMemory) {
      return outOfMemory.reason();
    }
    if (generation instanceof Generation.Refused refused) {
      return refused.reason();
    }
    return "";
  }
}
