package dev.sluice.proof.audit;

import dev.sluice.privacy.mechanism.Measurement;

/** A device as its observers know it: whatever was measured, some bytes come out. */
@FunctionalInterface
public interface Emitter {

  /** The bytes of one release. */
  byte[] emit(Measurement measurement);
}
