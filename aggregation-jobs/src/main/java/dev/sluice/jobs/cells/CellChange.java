package dev.sluice.jobs.cells;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.types.Either;

/**
 * What happens to the totals of a cell: sums are added, or one report is taken out. Of one cell a
 * report is taken out after the sums it is in were added, and by the same sender.
 */
public final class CellChange {
  private CellChange() {}

  /** For Flink, which cannot serialise sealed types. */
  public static TypeInformation<Either<PartialSums, WithdrawnReport>> type() {
    return new EitherTypeInfo<>(
        TypeInformation.of(PartialSums.class), TypeInformation.of(WithdrawnReport.class));
  }

  /** Key of the cell, for {@code keyBy}. */
  public static String cellKey(Either<PartialSums, WithdrawnReport> change) {
    return (change.isLeft() ? change.left().id() : change.right().id()).key();
  }
}
