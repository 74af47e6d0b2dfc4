package dev.sluice.standalone.query;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** One SQL statement, asked in a transaction that can change nothing. */
record Question(String sql) {
  /** Rows come in portions, so that an answer of any size passes through a small heap. */
  private static final int ROWS_AT_A_TIME = 1_000;

  void ask(String url, ResultFormat format) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(ROWS_AT_A_TIME);
        if (statement.execute(sql)) {
          write(statement.getResultSet(), format);
        }
      }
    }
  }

  private static void write(ResultSet rows, ResultFormat format) throws SQLException, IOException {
    ResultSetMetaData description = rows.getMetaData();
    int columns = description.getColumnCount();
    List<String> names = new ArrayList<>();
    for (int column = 1; column <= columns; column++) {
      names.add(description.getColumnLabel(column));
    }
    format.begin(names);
    while (rows.next()) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int column = 1; column <= columns; column++) {
        values.add(plain(rows.getObject(column)));
      }
      format.row(values);
    }
    format.end();
  }

  /**
   * Numbers in three widths, truth values, null, what has parts; everything else as PostgreSQL
   * would print it.
   */
  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value == null
        || value instanceof Long
        || value instanceof Double
        || value instanceof BigDecimal
        || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value instanceof Array array) {
      return new Structured.Elements(array.toString(), elements((Object[]) array.getArray()));
    }
    return value instanceof PGobject object && object.getType().equals("jsonb")
        ? new Structured.Json(object.toString())
        : value.toString();
  }

  private static List<@Nullable Object> elements(@Nullable Object[] array) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    for (@Nullable Object value : array) {
      values.add(
          value instanceof Object[] inner
              ? new Structured.Elements("", elements(inner))
              : plain(value));
    }
    return values;
  }
}
