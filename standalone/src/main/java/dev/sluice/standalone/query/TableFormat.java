package dev.sluice.standalone.query;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aligned columns for people: numbers to the right, text to the left. Widths need the rows, so only
 * so many are kept; whoever wants more wants a program's format.
 */
final class TableFormat implements ResultFormat {
  static final int MOST_ROWS = 1_000;
  private static final String GAP = "  ";

  private final Writer out;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();
  private List<String> columns = List.of();
  private long total;

  TableFormat(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(List<String> columns) {
    this.columns = columns;
  }

  @Override
  public void row(List<@Nullable Object> values) {
    total++;
    if (rows.size() < MOST_ROWS) {
      rows.add(values);
    }
  }

  @Override
  public void end() throws IOException {
    int[] widths = widths();
    line(columns, widths);
    List<String> rules = new ArrayList<>();
    for (int width : widths) {
      rules.add("-".repeat(width));
    }
    line(rules, widths);
    for (List<@Nullable Object> row : rows) {
      line(row, widths);
    }
    out.write(total == 1 ? "(1 row)\n" : "(" + total + " rows)\n");
    if (total > rows.size()) {
      out.write("(the first " + MOST_ROWS + " are shown; --csv and --json have all)\n");
    }
    out.flush();
  }

  private int[] widths() {
    int[] widths = columns.stream().mapToInt(String::length).toArray();
    for (List<@Nullable Object> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], text(row.get(i)).length());
      }
    }
    return widths;
  }

  private void line(List<? extends @Nullable Object> values, int[] widths) throws IOException {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String text = text(values.get(i));
      String padding = " ".repeat(widths[i] - text.length());
      line.append(i == 0 ? "" : GAP);
      line.append(values.get(i) instanceof Number ? padding + text : text + padding);
    }
    out.write(line.toString().stripTrailing() + "\n");
  }

  /** Control characters would move the reader's cursor or colour the screen. */
  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString().replaceAll("\\p{Cntrl}", " ");
  }
}
