package dev.sluice.standalone.query;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Comma-separated values as RFC 4180 has them; null is an empty field. */
final class CsvFormat implements ResultFormat {
  private final Writer out;

  CsvFormat(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(List<String> columns) throws IOException {
    out.write(columns.stream().map(CsvFormat::field).collect(Collectors.joining(",", "", "\r\n")));
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
    out.write(values.stream().map(CsvFormat::field).collect(Collectors.joining(",", "", "\r\n")));
  }

  private static String field(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }
}
