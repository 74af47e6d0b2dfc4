package dev.sluice.standalone.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a JobManager and TaskManagers read: their configuration and how they log.
 *
 * @param directory where configuration, checkpoints and savepoints are
 * @param restPort where the JobManager answers over HTTP
 * @param rpcPort where the TaskManagers find it
 * @param slots subtasks that a TaskManager can run
 * @param heartbeatTimeout after how long a silent TaskManager or JobManager is given up
 */
record FlinkFiles(Path directory, int restPort, int rpcPort, int slots, Duration heartbeatTimeout) {
  private static final String HOST = "127.0.0.1";

  /** The job, and those of Flink's connectors that are not in Flink's distribution. */
  private static final Pattern OF_THE_JOB =
      Pattern.compile("aggregation-jobs|flink-connector-(base|kafka|jdbc)");

  private static final String LOGBACK =
      """
      <configuration>
        <appender name="STDERR" class="ch.qos.logback.core.ConsoleAppender">
          <target>System.err</target>
          <encoder><pattern>%d{ISO8601,UTC} %-5level %logger{0}: %msg%n%ex{6}</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="STDERR"/></root>
        <logger name="org.apache.flink.metrics.MetricGroup" level="ERROR"/>
        <logger name="org.apache.kafka" level="WARN"/>
        <logger name="org.apache.kafka.clients.NetworkClient" level="ERROR"/>
        <logger name="org.apache.pekko" level="WARN"/>
      </configuration>
      """;

  FlinkFiles write() throws IOException {
    Files.createDirectories(configuration());
    Files.createDirectories(directory.resolve("tmp"));
    Map<String, String> all = new TreeMap<>(addresses());
    all.putAll(state());
    all.putAll(memory());
    Files.writeString(
        configuration().resolve("config.yaml"),
        all.entrySet().stream()
            .map(each -> each.getKey() + ": \"" + each.getValue() + "\"\n")
            .collect(Collectors.joining()));
    Files.writeString(logback(), LOGBACK);
    return this;
  }

  Path configuration() {
    return directory.resolve("conf");
  }

  Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  Path savepoints() {
    return directory.resolve("savepoints");
  }

  /** The classes of JobManager and TaskManagers. */
  ClassArchive classes() {
    return new ClassArchive(directory);
  }

  private Path logback() {
    return configuration().resolve("logback.xml");
  }

  List<String> jvmOptions() {
    return List.of(
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "-Dlogback.configurationFile=" + logback(),
        "-XX:TieredStopAtLevel=1");
  }

  /**
   * The job's jar, and this process's class path without what that brings.
   *
   * <p>The jar is there, and comes first, so that its classes live as long as the process: a class
   * loader of the job's own would begin anew with each restart, with nothing loaded or compiled.
   */
  static String classPath(Path jobJar) {
    String separator = System.getProperty("path.separator");
    Stream<String> own =
        Arrays.stream(System.getProperty("java.class.path").split(separator))
            .filter(entry -> !OF_THE_JOB.matcher(entry).find());
    return Stream.concat(Stream.of(jobJar.toString()), own).collect(Collectors.joining(separator));
  }

  private Map<String, String> addresses() {
    return Map.ofEntries(
        Map.entry("jobmanager.rpc.address", HOST),
        Map.entry("jobmanager.rpc.port", Integer.toString(rpcPort)),
        Map.entry("jobmanager.bind-host", HOST),
        Map.entry("taskmanager.host", HOST),
        Map.entry("taskmanager.bind-host", HOST),
        Map.entry("rest.address", HOST),
        Map.entry("rest.bind-address", HOST),
        Map.entry("rest.port", Integer.toString(restPort)),
        Map.entry("io.tmp.dirs", directory.resolve("tmp").toString()),
        Map.entry("web.tmpdir", directory.resolve("tmp").toString()));
  }

  /**
   * A dead TaskManager is missed at once; a short restart delay, for it is made good by a spare.
   */
  private Map<String, String> state() {
    return Map.ofEntries(
        Map.entry("execution.checkpointing.storage", "filesystem"),
        Map.entry("execution.checkpointing.dir", checkpoints().toUri().toString()),
        Map.entry("execution.checkpointing.savepoint-dir", savepoints().toUri().toString()),
        Map.entry("execution.checkpointing.num-retained", "3"),
        Map.entry("execution.checkpointing.timeout", "10 s"),
        Map.entry(
            "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION"),
        Map.entry("restart-strategy.type", "fixed-delay"),
        Map.entry("restart-strategy.fixed-delay.attempts", "2147483647"),
        Map.entry("restart-strategy.fixed-delay.delay", "100 ms"),
        Map.entry("heartbeat.interval", heartbeatTimeout.dividedBy(4).toMillis() + " ms"),
        Map.entry("heartbeat.timeout", heartbeatTimeout.toMillis() + " ms"),
        Map.entry("heartbeat.rpc-failure-threshold", "1"),
        Map.entry("slot.request.timeout", "60 s"),
        Map.entry("taskmanager.registration.timeout", "10 min"),
        Map.entry("cluster.registration.max-timeout", "1 s"),
        Map.entry("cluster.registration.error-delay", "500 ms"),
        Map.entry("cluster.registration.refused-registration-delay", "500 ms"),
        // On a machine that is busy with all the other parts ten seconds are not enough.
        Map.entry("pekko.startup-timeout", "60 s"),
        Map.entry("classloader.resolve-order", "parent-first"),
        Map.entry("taskmanager.load-balance.mode", "SLOTS"));
  }

  /** Every one of them: a TaskManager that runs without Flink's scripts has no defaults. */
  private Map<String, String> memory() {
    return Map.ofEntries(
        Map.entry("taskmanager.numberOfTaskSlots", Integer.toString(slots)),
        Map.entry("taskmanager.cpu.cores", "1"),
        Map.entry("taskmanager.memory.framework.heap.size", "64 mb"),
        Map.entry("taskmanager.memory.task.heap.size", "160 mb"),
        Map.entry("taskmanager.memory.framework.off-heap.size", "64 mb"),
        Map.entry("taskmanager.memory.task.off-heap.size", "32 mb"),
        Map.entry("taskmanager.memory.network.min", "24 mb"),
        Map.entry("taskmanager.memory.network.max", "24 mb"),
        Map.entry("taskmanager.memory.managed.size", "16 mb"),
        Map.entry("taskmanager.memory.jvm-metaspace.size", "192 mb"),
        Map.entry("taskmanager.memory.jvm-overhead.min", "64 mb"),
        Map.entry("taskmanager.memory.jvm-overhead.max", "64 mb"));
  }
}
