package dev.sluice.standalone.chaos.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Tally;
import dev.sluice.schemas.Topics;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the job has made visible: in its topics to the gate, in its tables to analysts. */
public final class Published {
  private static final String CELLS =
      """
      select concat_ws('/', model_name, model_version, gguf_digest, quantization, runtime_build,
                       backend,
                       case when baseline_name = '' then '-'
                            else concat_ws('/', baseline_name, baseline_version, baseline_digest)
                       end,
                       registry_digest, suite_digest, device_class, day, metric, mechanism),
             epsilon, reports, sums, sums_of_squares
      from aggregates
      """;
  private static final int NANO_DIGITS = 9;

  private final String bootstrapServers;
  private final String readerUrl;

  /** Of one cluster. */
  public Published(String bootstrapServers, String readerUrl) {
    this.bootstrapServers = bootstrapServers;
    this.readerUrl = readerUrl;
  }

  /** Takes in the reports topic. */
  public Expectation expectation(Expectation empty) {
    WholeTopic.read(bootstrapServers, Topics.REPORTS, record -> empty.add(record.value()));
    return empty;
  }

  /** The newest state of every cell in the aggregates topic; cells without reports left out. */
  public Map<String, Sums> topicCells() {
    Map<String, Sums> cells = new TreeMap<>();
    WholeTopic.read(
        bootstrapServers,
        Topics.AGGREGATES,
        record -> {
          if (Codecs.AGGREGATE.decode(record.value()) instanceof Decoded.Value<Aggregate> cell) {
            put(cells, new String(record.key(), UTF_8), sums(cell.value()));
          }
        });
    return cells;
  }

  private static Sums sums(Aggregate cell) {
    return new Sums(cell.getReports(), cell.getSums(), cell.getSumsOfSquares());
  }

  /** The newest tallies by disposition, from the topic. */
  public Map<String, Long> topicTallies() {
    Map<String, Tally> newest = new TreeMap<>();
    WholeTopic.read(
        bootstrapServers,
        Topics.TALLIES,
        record -> {
          if (Codecs.TALLY.decode(record.value()) instanceof Decoded.Value<Tally> tally) {
            newest.put(new String(record.key(), UTF_8), tally.value());
          }
        });
    Map<String, Long> byDisposition = new TreeMap<>();
    newest
        .values()
        .forEach(
            each ->
                byDisposition.merge(each.getDisposition().name(), each.getReports(), Long::sum));
    return byDisposition;
  }

  /** Every cell of the table; cells without reports left out. */
  public Map<String, Sums> tableCells() throws SQLException {
    Map<String, Sums> cells = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(readerUrl);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CELLS)) {
      while (row.next()) {
        BigDecimal epsilon = row.getBigDecimal(2);
        put(
            cells,
            row.getString(1) + "/" + epsilon.movePointRight(NANO_DIGITS).longValueExact(),
            new Sums(row.getLong(3), longs(row.getArray(4)), longs(row.getArray(5))));
      }
    }
    return cells;
  }

  private static void put(Map<String, Sums> cells, String key, Sums sums) {
    if (sums.reports() == 0) {
      cells.remove(key);
    } else {
      cells.put(key, sums);
    }
  }

  private static List<Long> longs(Array array) throws SQLException {
    return List.of((Long[]) array.getArray());
  }
}
