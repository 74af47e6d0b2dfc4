package dev.sluice.jobs.postgres;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.jobs.cells.AggregateBuilder;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.ComponentEstimate;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Writes a cell's totals over older ones, and never over newer ones.
 *
 * <p>PostgreSQL is written at least once: after a failure, states come again that it has already
 * gone beyond. Reports that were added and those that were taken out only become more; a report
 * that was taken out was added before. A cell's closed state is its last.
 *
 * <p>A state of enough reports can be without estimates if the job no longer has the rules of its
 * registry. Then those that were published of the same sums hold still.
 */
final class AggregateUpsert implements JdbcStatementBuilder<CellTotals> {
  static final String SQL =
      """
      insert into aggregates (
          model_name, model_version, gguf_digest, quantization, runtime_build, backend,
          baseline_name, baseline_version, baseline_digest, registry_digest, suite_digest,
          device_class, day, metric, mechanism, epsilon, reports, sums, sums_of_squares,
          estimates, suppressed, closed, withdrawn)
      select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?
      where demand_lease(?)
      on conflict (
          model_name, model_version, device_class, day, metric, epsilon, gguf_digest,
          quantization, runtime_build, backend, baseline_name, baseline_version,
          baseline_digest, suite_digest, registry_digest, mechanism)
      do update set
          reports = excluded.reports, sums = excluded.sums,
          sums_of_squares = excluded.sums_of_squares, closed = excluded.closed,
          withdrawn = excluded.withdrawn, updated_at = now(),
          (estimates, suppressed) = (
              select case when holds then aggregates.estimates else excluded.estimates end,
                     case when holds then aggregates.suppressed else excluded.suppressed end
              from (select excluded.suppressed is not null
                           and excluded.reports >= (select minimum_cohort from publication)
                           and excluded.reports = aggregates.reports
                           and excluded.withdrawn = aggregates.withdrawn as holds) as published)
      where excluded.closed
         or (not aggregates.closed and excluded.reports + 2 * excluded.withdrawn
                                       >= aggregates.reports + 2 * aggregates.withdrawn)
      """;

  /** Of {@link #SQL}, the parameter that is not of the totals. */
  static final int EPOCH_INDEX = 24;

  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int NANO_DIGITS = 9;

  private final long minimumCohort;

  private transient @Nullable AggregateBuilder builder;

  AggregateUpsert(long minimumCohort) {
    this.minimumCohort = minimumCohort;
  }

  @Override
  public void accept(PreparedStatement statement, CellTotals totals) throws SQLException {
    bindCell(statement, totals.cell());
    bindState(statement, builder().build(totals));
    statement.setLong(23, totals.withdrawn());
  }

  private AggregateBuilder builder() {
    AggregateBuilder present = builder;
    if (present == null) {
      present = new AggregateBuilder(minimumCohort);
      builder = present;
    }
    return present;
  }

  private static void bindCell(PreparedStatement statement, Cell cell) throws SQLException {
    statement.setString(1, cell.modelName());
    statement.setString(2, cell.modelVersion());
    statement.setString(3, cell.ggufDigest());
    statement.setString(4, cell.quantization());
    statement.setString(5, cell.runtimeBuild());
    statement.setString(6, cell.backend());
    statement.setString(7, cell.baselineName());
    statement.setString(8, cell.baselineVersion());
    statement.setString(9, cell.baselineDigest());
    statement.setString(10, cell.registryDigest());
    statement.setString(11, cell.suiteDigest());
    statement.setString(12, cell.deviceClass());
    statement.setObject(13, LocalDate.ofEpochDay(cell.day()));
    statement.setString(14, cell.metric());
    statement.setString(15, cell.mechanism());
    statement.setBigDecimal(16, BigDecimal.valueOf(cell.nanoEpsilon(), NANO_DIGITS));
  }

  private static void bindState(PreparedStatement statement, Aggregate aggregate)
      throws SQLException {
    statement.setLong(17, aggregate.getReports());
    bindLongs(statement, 18, aggregate.getSums());
    bindLongs(statement, 19, aggregate.getSumsOfSquares());
    statement.setString(20, json(aggregate.getEstimates()));
    statement.setString(21, aggregate.getSuppressed());
    statement.setBoolean(22, aggregate.getClosed());
  }

  private static void bindLongs(PreparedStatement statement, int index, List<Long> values)
      throws SQLException {
    statement.setArray(index, statement.getConnection().createArrayOf("bigint", values.toArray()));
  }

  private static String json(List<ComponentEstimate> estimates) {
    try {
      return JSON.writeValueAsString(estimates.stream().map(EstimateColumns::of).toList());
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("numbers and names can be written", impossible);
    }
  }

  private record EstimateColumns(
      String component,
      double value,
      @JsonProperty("noise_low") double noiseLow,
      @JsonProperty("noise_high") double noiseHigh,
      double low,
      double high) {

    static EstimateColumns of(ComponentEstimate estimate) {
      return new EstimateColumns(
          estimate.getComponent(),
          estimate.getValue(),
          estimate.getNoiseLow(),
          estimate.getNoiseHigh(),
          estimate.getLow(),
          estimate.getHigh());
    }
  }
}
