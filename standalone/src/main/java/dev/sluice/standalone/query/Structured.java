package dev.sluice.standalone.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value with parts, for those who can write them; as text it is what PostgreSQL would print. */
sealed interface Structured {

  /** An array; its elements are values of a row. */
  record Elements(String text, List<@Nullable Object> values) implements Structured {
    @Override
    public String toString() {
      return text;
    }
  }

  /** A {@code jsonb}: one JSON value, in one line. */
  record Json(String text) implements Structured {
    @Override
    public String toString() {
      return text;
    }
  }
}
