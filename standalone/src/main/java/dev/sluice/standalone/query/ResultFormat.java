package dev.sluice.standalone.query;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way to write down the rows of an answer. */
interface ResultFormat {
  /** Comes first: the names of the columns. */
  void begin(List<String> columns) throws IOException;

  /** One row: strings, numbers, booleans, {@link Structured} and null, as the columns go. */
  void row(List<@Nullable Object> values) throws IOException;

  /** Comes last, after all rows. */
  void end() throws IOException;
}
