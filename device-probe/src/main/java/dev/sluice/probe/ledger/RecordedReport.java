package dev.sluice.probe.ledger;

import java.util.Optional;

/**
 * A report that was made on this device.
 *
 * @param settlement how it ended; empty while it waits to be sent
 */
public record RecordedReport(
    LedgerRecord.Released released, Optional<LedgerRecord.Settlement> settlement) {}
