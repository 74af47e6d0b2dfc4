package dev.sluice.schemas;

import java.util.List;

/**
 * The fixed table of known schemas, one codec a record type.
 *
 * <p>A schema that has been released is added to its codec's list when it changes, and never leaves
 * it: old probes are offline for months.
 */
public final class Codecs {
  public static final SingleObjectCodec<Report> REPORT =
      new SingleObjectCodec<>(Report.getClassSchema(), List.of());
  public static final SingleObjectCodec<Aggregate> AGGREGATE =
      new SingleObjectCodec<>(Aggregate.getClassSchema(), List.of());
  public static final SingleObjectCodec<Tally> TALLY =
      new SingleObjectCodec<>(Tally.getClassSchema(), List.of());
  public static final SingleObjectCodec<Decision> DECISION =
      new SingleObjectCodec<>(Decision.getClassSchema(), List.of());

  private Codecs() {}
}
