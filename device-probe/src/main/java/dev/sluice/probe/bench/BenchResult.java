package dev.sluice.probe.bench;

import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.gguf.ModelIdentity;
import java.util.List;

/**
 * All that the bench found.
 *
 * @param items asked in one pass; the controls come on top
 * @param work of the first round that counts; one pass of it is the same in every round
 * @param discardedRounds rounds in which the two sides did not do the same
 */
record BenchResult(
    ModelIdentity model,
    SessionFacts engine,
    int items,
    Work work,
    int discardedRounds,
    List<Figure> figures,
    MachineFacts machine) {}
