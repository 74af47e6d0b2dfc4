package dev.sluice.gate;

import dev.sluice.gate.kafka.GateTopics;
import dev.sluice.gate.kafka.UnreadableDecisionException;
import dev.sluice.gate.policy.PolicyException;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.privacy.registry.RegistryFile;
import dev.sluice.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a gate until it is interrupted. */
@Command(
    name = "serve",
    description = {
      "Reads aggregates, decides about rollouts, and serves flags, findings and a page.",
      "",
      "All that it remembers is in the decisions topic; stop and start it as you like. One gate"
          + " writes a decisions topic.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    footerHeading = "%nPaths:%n",
    footer = {
      "  GET  /                  the page",
      "  GET  /v1/flags          what devices are to run, as a flagd file; with ETag",
      "  GET  /v1/rollouts       all rollouts",
      "  GET  /v1/rollouts/{id}  one, with every finding and its numbers",
      "  POST /v1/rollouts       begins one: a policy, as application/yaml",
      "  GET  /healthz, /readyz, /metrics",
      "",
      "Example:",
      "  gate serve --bootstrap-servers kafka-1:9092,kafka-2:9092 --policy rollout.yaml",
      "",
      "Who can POST can begin rollouts. --operator-token-file asks for a token; without",
      "it, listen on loopback alone, or put the gate behind a proxy that knows who may.",
      "Let devices reach /v1/flags alone.",
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT[,...]",
      description = "Kafka brokers to start from.")
  private String bootstrapServers;

  @Option(
      names = "--aggregates-topic",
      defaultValue = Topics.AGGREGATES,
      paramLabel = "NAME",
      description = "Topic of the evidence; it must exist.")
  private String aggregatesTopic;

  @Option(
      names = "--decisions-topic",
      defaultValue = Topics.DECISIONS,
      paramLabel = "NAME",
      description = "Topic of the decisions; it must exist and should be compacted.")
  private String decisionsTopic;

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = "Further properties of the Kafka clients, such as TLS and SASL.")
  private @Nullable Path kafkaProperties;

  @Option(
      names = "--host",
      defaultValue = GateConfig.DEFAULT_HOST,
      paramLabel = "HOST",
      description = "Address to listen on.")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "8090",
      paramLabel = "PORT",
      description = "Port to listen on; 0 for any that is free.")
  private int port;

  @Option(
      names = "--look-interval-millis",
      defaultValue = "1000",
      paramLabel = "MILLIS",
      description = "Least time between two looks at the evidence.")
  private long lookIntervalMillis;

  @Option(
      names = "--operator-token-file",
      paramLabel = "FILE",
      description =
          "Who may begin rollouts over HTTP: hashes of tokens, as gate operator-token makes them."
              + " Default: everybody who reaches the port.")
  private @Nullable Path operatorTokenFile;

  @Mixin private RegistryOption registry;

  @Option(
      names = "--also-admit",
      paramLabel = "FILE",
      description =
          "A further registry whose reports count beside those of the present one, about metrics"
              + " that are the same in both; may be repeated. Needed while the registry changes:"
              + " devices report by the one that they were shipped with. Give ingest and job the"
              + " same.")
  private List<Path> alsoAdmit = new ArrayList<>();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Begin this rollout, unless it is on record. Can be repeated.")
  private List<Path> policies = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter people = spec.commandLine().getErr();
    try (GateServer server = GateServer.start(config())) {
      people.printf("gate listens on http://%s:%d%n", host, server.port());
      if (operatorTokenFile == null) {
        people.println(
            "gate: whoever reaches this port can begin rollouts; --operator-token-file FILE asks"
                + " for a token");
      }
      people.flush();
      untilInterrupted(server);
      return ExitCode.OK;
    } catch (IOException
        | PolicyException
        | RegistryException
        | UnreadableDecisionException
        | IllegalArgumentException e) {
      people.println("gate: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private GateConfig config() throws IOException, RegistryException {
    List<GateConfig.PolicyText> texts = new ArrayList<>();
    for (Path policy : policies) {
      texts.add(new GateConfig.PolicyText(policy.toString(), SmallFiles.read(policy)));
    }
    return new GateConfig(
        host,
        port,
        new GateTopics(bootstrapServers, aggregatesTopic, decisionsTopic, clientProperties()),
        Duration.ofMillis(lookIntervalMillis),
        registries(),
        texts,
        operatorTokenFile == null
            ? Optional.empty()
            : Optional.of(OperatorTokenFile.read(operatorTokenFile)));
  }

  private Registries registries() throws IOException, RegistryException {
    List<RegistryFile> others = new ArrayList<>();
    for (Path file : alsoAdmit) {
      others.add(RegistryOption.read(file));
    }
    return Registries.parse(registry.file(), others);
  }

  private Map<String, String> clientProperties() throws IOException {
    Map<String, String> properties = new HashMap<>();
    if (kafkaProperties != null) {
      Properties file = new Properties();
      file.load(new StringReader(SmallFiles.read(kafkaProperties)));
      file.stringPropertyNames().forEach(name -> properties.put(name, file.getProperty(name)));
    }
    return properties;
  }

  private static void untilInterrupted(GateServer server) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "gate-stop"));
    new CountDownLatch(1).await();
  }
}
