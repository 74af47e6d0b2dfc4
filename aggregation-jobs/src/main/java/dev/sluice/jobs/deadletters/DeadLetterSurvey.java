package dev.sluice.jobs.deadletters;

import dev.sluice.jobs.admission.ReportJudge;
import dev.sluice.schemas.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts dead letters by reason, and judges each again by the present rules. */
public final class DeadLetterSurvey {
  private final ReportJudge judge;
  private final Map<String, DeadLetterCount> counts = new TreeMap<>();

  /** A survey that has seen nothing yet. */
  public DeadLetterSurvey(ReportJudge judge) {
    this.judge = judge;
  }

  /** Counts a letter; answers whether its bytes are a report by the present rules. */
  public boolean add(DeadLetter letter) {
    boolean admitted =
        letter.getBytes() != null && judge.judge(DeadLetters.logged(letter)).isLeft();
    counts.merge(letter.getReason(), DeadLetterCount.of(letter, admitted), DeadLetterCount::plus);
    return admitted;
  }

  /** A letter that was added has been put back. */
  public void replayed(String reason) {
    counts.computeIfPresent(reason, (any, count) -> count.withOneReplayed());
  }

  /** The counts so far, by reason in the order of the alphabet. */
  public List<DeadLetterCount> counts() {
    return List.copyOf(counts.values());
  }
}
