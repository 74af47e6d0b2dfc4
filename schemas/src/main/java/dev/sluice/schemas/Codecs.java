package dev.sluice.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;

/**
 * The fixed table of known schemas, one codec a record type.
 *
 * <p>A schema that has been released is added to its codec's list when it changes, and never leaves
 * it: old probes are offline for months.
 */
public final class Codecs {
  /** Of the record alone; a whole report is {@link ReportFormat}'s. */
  public static final SingleObjectCodec<Report> REPORT =
      new SingleObjectCodec<>(Report.getClassSchema(), List.of());

  public static final SingleObjectCodec<Aggregate> AGGREGATE =
      new SingleObjectCodec<>(Aggregate.getClassSchema(), List.of());
  public static final SingleObjectCodec<Tally> TALLY =
      new SingleObjectCodec<>(Tally.getClassSchema(), List.of());
  public static final SingleObjectCodec<DeadLetter> DEAD_LETTER =
      new SingleObjectCodec<>(DeadLetter.getClassSchema(), List.of());
  public static final SingleObjectCodec<Decision> DECISION =
      new SingleObjectCodec<>(
          Decision.getClassSchema(),
          List.of(released("decision-v1.avsc"), released("decision-v2.avsc")));

  private Codecs() {}

  private static Schema released(String resource) {
    try (InputStream stream =
        Objects.requireNonNull(
            Codecs.class.getResourceAsStream(resource), resource + " is in this jar")) {
      return new Schema.Parser().parse(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the bundled " + resource, e);
    }
  }
}
