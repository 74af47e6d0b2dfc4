package dev.sluice.standalone.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON array of objects, one row a line. What JSON has no number for, NaN say, is a string. */
final class JsonFormat implements ResultFormat {
  private final JsonGenerator generator;
  private List<String> columns = List.of();

  JsonFormat(Writer out) throws IOException {
    generator = new JsonFactory().createGenerator(out);
    generator.setPrettyPrinter(new RowPerLine());
  }

  @Override
  public void begin(List<String> columns) throws IOException {
    this.columns = columns;
    generator.writeStartArray();
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
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
    } else {
      generator.writeString(value.toString());
    }
  }

  @Override
  public void end() throws IOException {
    generator.writeEndArray();
    generator.writeRaw('\n');
    generator.flush();
  }

  private static final class RowPerLine extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public void beforeArrayValues(JsonGenerator generator) throws IOException {
      generator.writeRaw('\n');
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator generator) throws IOException {
      generator.writeRaw(",\n");
    }
  }
}
