package dev.sluice.jobs;

import dev.sluice.jobs.admission.AdmittedReport;
import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.cells.CellChange;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.cells.PartialSums;
import dev.sluice.jobs.cells.WithdrawnReport;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.jobs.config.JobConfig;
import dev.sluice.jobs.config.KafkaAccess;
import dev.sluice.jobs.dedupe.IdShards;
import dev.sluice.jobs.kafka.DecisionsTopic;
import dev.sluice.jobs.kafka.ReportsTopic;
import dev.sluice.jobs.kafka.ResultTopics;
import dev.sluice.jobs.lease.LeaseGuard;
import dev.sluice.jobs.operators.CellTotalsOperator;
import dev.sluice.jobs.operators.CountOnceOperator;
import dev.sluice.jobs.operators.RefusalSorter;
import dev.sluice.jobs.operators.ReportWatermarks;
import dev.sluice.jobs.operators.SilenceOperator;
import dev.sluice.jobs.operators.TallyTotalsOperator;
import dev.sluice.jobs.postgres.TableSinks;
import dev.sluice.jobs.postgres.Tables;
import dev.sluice.jobs.tallies.TallyCount;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Either;
import picocli.CommandLine;

/**
 * Adds reports up: each id once, exactly, by cell and day.
 *
 * <pre>
 * reports -> judge -> sort out refused -> count once ---> cell totals -> aggregates
 *                        |   |                |
 *                        |   +---- tallies ---+---------> tally totals -> tallies
 *                        +-----------------------------------------------> dead letters
 *
 * decisions -----------------------------------------------------------> decisions
 * </pre>
 *
 * <p>The gate's decisions are copied into the tables beside all that, and touch none of it: the
 * gate has no database, and one job writes the tables.
 */
public final class AggregationJob {
  /** The job's name, by which it is found in Flink. */
  public static final String NAME = "sluice-aggregation";

  /**
   * Most subtasks of an operator. State is divided into as many parts for ever: with another number
   * no savepoint could be read. It is the one that Flink chose by itself before it was fixed.
   */
  public static final int MAX_PARALLELISM = 128;

  private AggregationJob() {}

  /**
   * What Flink calls, in a client or in the JobManager itself; the arguments are those of {@link
   * JobsCommand}. It never ends the process: in a session that would be every job's JobManager.
   *
   * @throws picocli.CommandLine.ParameterException if the arguments are wrong
   */
  public static void main(String[] arguments) {
    CommandLine commandLine = JobsCommand.commandLine();
    CommandLine.ParseResult parsed = commandLine.parseArgs(arguments);
    if (CommandLine.executeHelpRequest(parsed) == null) {
      new CommandLine.RunLast().execute(parsed);
    }
  }

  /**
   * Prepares the tables and runs the job until it ends.
   *
   * @throws Exception what Flink's execution throws
   */
  public static void run(StreamExecutionEnvironment environment, JobConfig config)
      throws Exception {
    prepare(config);
    define(environment, config);
    environment.execute(NAME);
  }

  /** Brings the database to the form that the job writes. To be called before the job starts. */
  public static void prepare(JobConfig config) {
    Tables.prepare(config.database(), config.rules());
  }

  /** Defines the job between the topics and the tables. */
  public static void define(StreamExecutionEnvironment environment, JobConfig config) {
    KafkaAccess kafka = config.kafka();
    AggregationRules rules = config.rules();
    config
        .checkpointInterval()
        .ifPresent(
            interval ->
                environment.enableCheckpointing(
                    interval.toMillis(), CheckpointingMode.EXACTLY_ONCE));
    if (!environment.getCheckpointConfig().isCheckpointingEnabled()) {
      throw new IllegalArgumentException(
          "checkpoints must be enabled: results become visible in Kafka with them");
    }
    define(
        environment,
        ReportsTopic.source(kafka, rules.registries(), rules.dayBounds()),
        sinks(config),
        rules);
    copyDecisions(environment, config);
  }

  /** Has the tables say what the gate decided. */
  static void copyDecisions(StreamExecutionEnvironment environment, JobConfig config) {
    environment
        .fromSource(
            DecisionsTopic.source(config.kafka()), WatermarkStrategy.noWatermarks(), "decisions")
        .uid("decisions")
        .setParallelism(1)
        .sinkTo(TableSinks.decisions(config.database(), guard(config)))
        .name("decisions to postgres")
        .uid("decisions-to-postgres")
        .setParallelism(1);
  }

  private static LeaseGuard guard(JobConfig config) {
    return new LeaseGuard(config.database(), config.lease());
  }

  private static ResultSinks sinks(JobConfig config) {
    KafkaAccess kafka = config.kafka();
    DatabaseAccess database = config.database();
    AggregationRules rules = config.rules();
    LeaseGuard guard = guard(config);
    return new ResultSinks(
        Map.of(
            "kafka",
            ResultTopics.aggregates(kafka, rules.minimumCohort(), guard),
            "postgres",
            TableSinks.aggregates(database, rules.minimumCohort(), guard)),
        Map.of(
            "kafka",
            ResultTopics.tallies(kafka, guard),
            "postgres",
            TableSinks.tallies(database, guard)),
        Map.of("kafka", ResultTopics.deadLetters(kafka, guard)));
  }

  /** Defines the job between any source and any sinks. */
  public static void define(
      StreamExecutionEnvironment environment,
      Source<Either<AdmittedReport, RefusedReport>, ?, ?> reports,
      ResultSinks sinks,
      AggregationRules rules) {
    environment.configure(settings());
    SingleOutputStreamOperator<AdmittedReport> admitted =
        environment
            .fromSource(reports, new ReportWatermarks(rules.idleAfter()), "reports")
            .uid("reports")
            .process(new RefusalSorter())
            .returns(AdmittedReport.class)
            .name("sort out refused")
            .uid("sort-out-refused");
    SingleOutputStreamOperator<Either<PartialSums, WithdrawnReport>> counted =
        countOnce(admitted, rules);
    write(cellTotals(counted, rules), "aggregates", sinks.aggregates());
    write(
        tallyTotals(
            admitted
                .getSideOutput(RefusalSorter.TALLIES)
                .union(counted.getSideOutput(CountOnceOperator.TALLIES)),
            rules),
        "tallies",
        sinks.tallies());
    sinks.deadLetters().forEach((where, sink) -> writeDeadLetters(admitted, where, sink));
  }

  private static SingleOutputStreamOperator<Either<PartialSums, WithdrawnReport>> countOnce(
      DataStream<AdmittedReport> admitted, AggregationRules rules) {
    IdShards shards = rules.shards();
    return admitted
        .transform(
            "pass silent days",
            TypeInformation.of(AdmittedReport.class),
            new SilenceOperator(rules.silence()))
        .uid("pass-silent-days")
        .keyBy(report -> shards.key(report.day(), report.idFingerprint()), Types.LONG)
        .transform(
            "count once",
            CellChange.type(),
            new CountOnceOperator(rules.registries(), rules.windows(), shards, rules.holdBack()))
        .uid("count-once");
  }

  private static DataStream<CellTotals> cellTotals(
      DataStream<Either<PartialSums, WithdrawnReport>> changes, AggregationRules rules) {
    return changes
        .keyBy(CellChange::cellKey, Types.STRING)
        .transform(
            "cell totals",
            TypeInformation.of(CellTotals.class),
            new CellTotalsOperator(rules.registries(), rules.windows(), rules.holdBack()))
        .uid("cell-totals");
  }

  private static DataStream<TallyCount> tallyTotals(
      DataStream<TallyCount> counts, AggregationRules rules) {
    return counts
        .keyBy(TallyCount::key, Types.STRING)
        .transform(
            "tally totals",
            TypeInformation.of(TallyCount.class),
            new TallyTotalsOperator(rules.holdBack()))
        .uid("tally-totals");
  }

  /** One writer each: the results are few, and one writer keeps the order of a key's states. */
  private static <T> void write(DataStream<T> results, String what, Map<String, Sink<T>> sinks) {
    sinks.forEach(
        (where, sink) ->
            results
                .sinkTo(sink)
                .name(what + " to " + where)
                .uid(what + "-to-" + where)
                .setParallelism(1));
  }

  /** As many writers as readers: a flood of what is refused must not hold up what is counted. */
  private static void writeDeadLetters(
      SingleOutputStreamOperator<AdmittedReport> sorted, String where, Sink<RefusedReport> sink) {
    sorted
        .getSideOutput(RefusalSorter.DEAD_LETTERS)
        .sinkTo(sink)
        .name("dead letters to " + where)
        .uid("dead-letters-to-" + where);
  }

  private static Configuration settings() {
    Configuration settings = new Configuration();
    // Everything that travels or is kept has a serializer of its own; Kryo would be a mistake.
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    // Records do not change: chained operators may pass them on without copies.
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    // State is found again by what an operator is called: Flink refuses one without a name.
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    return settings;
  }
}
