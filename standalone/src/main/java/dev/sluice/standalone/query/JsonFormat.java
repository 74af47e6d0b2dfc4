package dev.sluice.standalone.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects, one row a line: in an array, or each by itself. What JSON has no number for, NaN
 * say, is a string.
 */
final class JsonFormat implements ResultFormat {
  private final JsonGenerator generator;
  private final boolean inArray;
  private List<String> columns = List.of();
  private boolean empty = true;

  private JsonFormat(Writer out, boolean inArray) throws IOException {
    this.generator = new JsonFactory().createGenerator(out);
    this.inArray = inArray;
    generator.setPrettyPrinter(new RowPerLine());
  }

  /** One JSON document. */
  static JsonFormat array(Writer out) throws IOException {
    return new JsonFormat(out, true);
  }

  /** JSON Lines: a document a row, which can be read, cut and joined line by line. */
  static JsonFormat lines(Writer out) throws IOException {
    return new JsonFormat(out, false);
  }

  @Override
  public void begin(List<String> columns) throws IOException {
    this.columns = columns;
    if (inArray) {
      generator.writeStartArray();
    }
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
    empty = false;
    generator.writeStartObject();
    for (int i = 0; i < columns.size(); i++) {
      generator.writeFieldName(columns.get(i));
      write(values.get(i));
    }
    generator.writeEndObject();
  }

  private void write(@Nullable Object value) throws IOException {
    if (value == null) {
      generator.writeNull();
    } else if (value instanceof Boolean truth) {
      generator.writeBoolean(truth);
    } else if (value instanceof Double number && Double.isFinite(number)) {
      generator.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      generator.writeNumber(number);
    } else if (value instanceof Long number) {
      generator.writeNumber(number);
    } else if (value instanceof Structured.Json json) {
      generator.writeRawValue(json.text());
    } else if (value instanceof Structured.Elements array) {
      generator.writeStartArray();
      for (@Nullable Object element : array.values()) {
        write(element);
      }
      generator.writeEndArray();
    } else {
      generator.writeString(value.toString());
    }
  }

  @Override
  public void end() throws IOException {
    if (inArray) {
      generator.writeEndArray();
    }
    if (inArray || !empty) {
      generator.writeRaw('\n');
    }
    generator.flush();
  }

  private static final class RowPerLine extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    RowPerLine() {
      super("\n");
    }

    @Override
    public void beforeArrayValues(JsonGenerator generator) throws IOException {
      if (isOfRows(generator)) {
        generator.writeRaw('\n');
      }
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator generator) throws IOException {
      generator.writeRaw(isOfRows(generator) ? ",\n" : ",");
    }

    private static boolean isOfRows(JsonGenerator generator) {
      return generator.getOutputContext().getParent().inRoot();
    }
  }
}
