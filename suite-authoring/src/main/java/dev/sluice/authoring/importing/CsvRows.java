package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of a CSV file whose first line names the columns: cells by column, in the file's order. */
final class CsvRows {

  private static final int MOST = 100_000;
  private static final CsvMapper CSV = CsvMapper.builder().build();

  /** One where a row may end early. */
  static final CsvRows RAGGED = new CsvRows(CSV);

  /** One where every row has every cell; empty lines are no rows. */
  static final CsvRows STRICT =
      new CsvRows(
          CsvMapper.builder()
              .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
              .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
              .build());

  private final CsvMapper csv;

  private CsvRows(CsvMapper csv) {
    this.csv = csv;
  }

  /** The rows; what is wrong with one is told with its number, the header being the first. */
  List<Map<String, String>> of(String text) throws ImportException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (MappingIterator<Map<String, String>> cells =
        csv.readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(text)) {
      if (cells.hasNextValue()) {
        requireDistinct((CsvSchema) cells.getParserSchema());
      }
      while (cells.hasNextValue()) {
        rows.add(cells.nextValue());
        requireBounded(rows);
      }
    } catch (IOException e) {
      throw new ImportException(
          "row " + (rows.size() + 2) + " is not CSV: " + firstLine(String.valueOf(e.getMessage())));
    }
    return rows;
  }

  /** Of two columns with one name, one would be lost; those without a name hold nothing. */
  private static void requireDistinct(CsvSchema header) throws ImportException {
    Set<String> names = new HashSet<>();
    for (String name : header.getColumnNames()) {
      if (!name.isBlank() && !names.add(name)) {
        throw new ImportException("row 1: two columns are named '" + name + "'");
      }
    }
  }

  private static void requireBounded(List<Map<String, String>> rows) throws ImportException {
    if (rows.size() > MOST) {
      throw new ImportException("it has more than " + MOST + " rows");
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
