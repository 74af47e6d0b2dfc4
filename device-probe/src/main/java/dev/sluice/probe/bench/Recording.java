package dev.sluice.probe.bench;

import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.TokenCounts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads passes off what an engine was asked; before the first, a run asks one thing to warm up. */
final class Recording {
  private static final int WARM_UP = 1;

  private Recording() {}

  /** The exchanges of a run but its warm-up. */
  static List<RecordingEngine.Exchange> asked(List<RecordingEngine.Exchange> exchanges) {
    return exchanges.subList(Math.min(WARM_UP, exchanges.size()), exchanges.size());
  }

  /** The second half of a run that asked everything twice. */
  static Work secondPass(List<RecordingEngine.Exchange> exchanges) {
    List<RecordingEngine.Exchange> asked = asked(exchanges);
    return work(asked.subList(asked.size() / 2, asked.size()));
  }

  /** What the exchanges came to; those without an answer are missing from it. */
  static Work work(List<RecordingEngine.Exchange> pass) {
    List<Generation.Completed> answers =
        pass.stream()
            .map(RecordingEngine.Exchange::generation)
            .filter(Generation.Completed.class::isInstance)
            .map(Generation.Completed.class::cast)
            .toList();
    List<TokenCounts> counts =
        answers.stream()
            .map(answer -> answer.timings().counts())
            .flatMap(Optional::stream)
            .toList();
    Duration wallTime =
        pass.isEmpty()
            ? Duration.ZERO
            : Duration.ofNanos(pass.get(pass.size() - 1).ended() - pass.get(0).begun());
    return Work.of(answers.stream().map(Generation.Completed::text).toList(), counts, wallTime);
  }
}
