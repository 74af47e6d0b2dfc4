package dev.sluice.jobs.admission;

import dev.sluice.jobs.cells.Cell;
import dev.sluice.jobs.cells.CellId;
import dev.sluice.schemas.ReportBytes;

/**
 * What the reports of a cell have in common: the bytes between id and answer, and what follows from
 * them. There are few contexts and many reports, so that all of this is worked out once a context.
 */
public final class ReportContext {
  private final byte[] bytes;
  private final Cell cell;
  private final CellId cellId;

  private ReportContext(byte[] bytes, Cell cell) {
    this.bytes = bytes;
    this.cell = cell;
    this.cellId = CellId.of(cell);
  }

  /**
   * The context in some bytes of a report.
   *
   * @throws IllegalArgumentException if no report has this context
   */
  public static ReportContext of(byte[] bytes) {
    return new ReportContext(bytes.clone(), Cell.of(ReportBytes.anyWith(bytes)));
  }

  /** The bytes, as they are in each report; nobody changes them. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the reports are added up. */
  public Cell cell() {
    return cell;
  }

  /** Short form of the cell. */
  public CellId cellId() {
    return cellId;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReportContext that && cell.equals(that.cell);
  }

  @Override
  public int hashCode() {
    return cellId.hashCode();
  }

  @Override
  public String toString() {
    return "ReportContext[" + cell + "]";
  }
}
