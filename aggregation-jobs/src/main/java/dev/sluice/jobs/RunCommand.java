package dev.sluice.jobs;

import dev.sluice.jobs.config.JobConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobs run}: from options to a running job. */
@Command(
    name = "run",
    description = {
      "Adds up the reports until it is cancelled.",
      "",
      "Reads reports from Kafka, counts each once, and writes the exact sums of every cell (model"
          + " version, device class, day, metric) with their estimates to Kafka and PostgreSQL."
          + " Creates its tables first. Started by Flink's command line it runs on that cluster,"
          + " otherwise in this process.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  In this process, with its progress kept in a directory:",
      "    jobs run --bootstrap-servers localhost:9092 \\",
      "        --jdbc-url 'jdbc:postgresql://localhost/sluice?user=sluice' \\",
      "        --flink execution.checkpointing.dir=file:///var/lib/sluice/checkpoints",
      "  On a cluster: 'jobs submit', or with Flink's own command line",
      "    flink run aggregation-jobs-*-job.jar run \\",
      "        --bootstrap-servers ... --jdbc-url ...",
      "  While devices change over from the registry old.yaml to new.yaml:",
      "    jobs run ... --registry new.yaml --also-admit old.yaml",
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(validate = false, heading = "%nConnections:%n", order = 1)
  private final ConnectionOptions connections = new ConnectionOptions();

  @ArgGroup(validate = false, heading = "%nRules:%n", order = 2)
  private final RulesOptions rules = new RulesOptions();

  @ArgGroup(validate = false, heading = "%nOne job only:%n", order = 3)
  private final LeaseOptions lease = new LeaseOptions();

  @Option(
      names = "--checkpoint-interval",
      defaultValue = "10s",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "How often results become visible in Kafka, and progress is kept.")
  private Duration checkpointInterval;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parallel subtasks of each operator; default: Flink's.")
  private @Nullable Integer parallelism;

  @Option(
      names = "--flink",
      paramLabel = "KEY=VALUE",
      description = "A setting of Flink. May be repeated.")
  private Map<String, String> flink = new TreeMap<>();

  /**
   * Looks whether arguments, the command's name among them, would be understood.
   *
   * @throws ParameterException if not
   */
  static void check(List<String> arguments) {
    JobsCommand.commandLine().parseArgs(arguments.toArray(String[]::new));
  }

  @Override
  public Integer call() throws Exception {
    AggregationJob.run(environment(), config());
    return ExitCode.OK;
  }

  private StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(Configuration.fromMap(flink));
    if (parallelism != null) {
      environment.setParallelism(parallelism);
    }
    return environment;
  }

  private JobConfig config() {
    try {
      return new JobConfig(
          connections.kafka(spec),
          connections.database(spec),
          rules.rules(),
          Optional.of(checkpointInterval),
          lease.terms());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
