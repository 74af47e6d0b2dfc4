package dev.sluice.jobs;

import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.tallies.TallyCount;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the job's results go, each by the name of the place. Names belong to the job's state: a
 * sink of another name begins anew.
 *
 * @param aggregates the newest state of every cell
 * @param tallies what became of the reports
 * @param deadLetters what was refused
 */
public record ResultSinks(
    Map<String, Sink<CellTotals>> aggregates,
    Map<String, Sink<TallyCount>> tallies,
    Map<String, Sink<RefusedReport>> deadLetters) {}
