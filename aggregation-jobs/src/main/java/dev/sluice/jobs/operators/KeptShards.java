package dev.sluice.jobs.operators;

import dev.sluice.jobs.dedupe.IdShards;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.IntSerializer;

/** Sees to it that a job with state is not restarted with another division of its ids. */
final class KeptShards {
  private KeptShards() {}

  /**
   * Compares with the state, and keeps the number in it.
   *
   * @throws IllegalStateException if the state was written with another number of shards: reports
   *     that were counted would be looked for in the wrong place and counted again
   */
  static void check(OperatorStateStore store, IdShards shards) throws Exception {
    ListState<Integer> state =
        store.getUnionListState(new ListStateDescriptor<>("shards", IntSerializer.INSTANCE));
    for (int kept : state.get()) {
      if (kept != shards.count()) {
        throw new IllegalStateException(
            "the job's state has "
                + kept
                + " shards a day; it cannot go on with "
                + shards.count());
      }
    }
    state.update(List.of(shards.count()));
  }
}
