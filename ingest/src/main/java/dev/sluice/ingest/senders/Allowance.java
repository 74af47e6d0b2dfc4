package dev.sluice.ingest.senders;

import java.util.List;
import java.util.Optional;

/** How much one admitted sender may send with one request. */
public interface Allowance {
  /** No end to it. */
  Allowance UNLIMITED = reports -> Optional.empty();

  /**
   * Takes what some reports cost, or nothing.
   *
   * @param reports the bytes of each, whatever they are; at least one
   * @return why they may not be sent, if so
   */
  Optional<SenderRefusal> spend(List<byte[]> reports);
}
