package dev.sluice.gate.rollout;

import dev.sluice.gate.decision.Judgement;
import java.time.LocalDate;

/**
 * How a stage ended.
 *
 * @param percent share of the fleet on the candidate during the stage
 * @param firstDay day on which the stage began
 * @param lastDay newest day of the evidence when it ended
 * @param reports reports of both arms in the evidence when it ended, from the rollout's start
 * @param judgement what ended it, without its observations; HOLD if it was the horizon
 */
public record StageOutcome(
    int percent, LocalDate firstDay, LocalDate lastDay, long reports, Judgement judgement) {}
