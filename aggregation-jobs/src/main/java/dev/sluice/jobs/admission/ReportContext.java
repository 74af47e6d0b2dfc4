package dev.sluice.jobs.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.jobs.cells.Cell;
import dev.sluice.jobs.cells.CellId;

/**
 * What the reports of a cell have in common: the cell, and what follows from it. There are few
 * contexts and many reports, so that all of this is worked out once a context.
 *
 * <p>Where a context travels or is kept it is the cell's text, and not the bytes of a report: those
 * say metric, class and tier by places in a registry that the reader may not have.
 */
public final class ReportContext {
  private final byte[] text;
  private final Cell cell;
  private final CellId cellId;

  private ReportContext(byte[] text, Cell cell) {
    this.text = text;
    this.cell = cell;
    this.cellId = CellId.of(cell);
  }

  /** The context of a cell's reports. */
  public static ReportContext of(Cell cell) {
    return new ReportContext(cell.key().getBytes(UTF_8), cell);
  }

  /**
   * The context that some text is of; nobody changes its bytes.
   *
   * @throws IllegalArgumentException if it is no cell's
   */
  static ReportContext ofText(byte[] text) {
    return new ReportContext(text, Cell.ofKey(new String(text, UTF_8)));
  }

  /** The cell's text in UTF-8; nobody changes it. */
  byte[] text() {
    return text;
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
