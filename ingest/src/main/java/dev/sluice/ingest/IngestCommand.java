package dev.sluice.ingest;

import dev.sluice.ingest.credential.CredentialCommand;
import dev.sluice.ingest.credential.TokenKeyCommand;
import dev.sluice.ingest.intake.ReportLog.Readiness;
import dev.sluice.ingest.shuffle.ShuffleRule;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ingest}, alone or below another one: listens until it is interrupted. */
@Command(
    name = "ingest",
    description = {
      "Takes reports over HTTP and appends them to a Kafka topic.",
      "",
      "A report is answered with 202 when all in-sync replicas have it. What cannot be a report of"
          + " its registry is refused with the reason. Nothing about senders is kept.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {CredentialCommand.class, TokenKeyCommand.class},
    showDefaultValues = true,
    footerHeading = "%nPaths:%n",
    footer = {
      "  POST /v1/reports        one report, application/octet-stream",
      "  POST /v1/reports:batch  1 to 1000 reports of 144 bytes, one behind the other",
      "  POST /v1/tokens         with --token-keys: signs a token for a fleet's device",
      "  GET  /.well-known/private-token-issuer-directory",
      "                          with --token-keys: the key that signs now",
      "  GET  /v1/status         what became of the reports since the start, as JSON",
      "  GET  /healthz, /readyz, /metrics",
      "",
      "Example:",
      "  ingest --bootstrap-servers kafka-1:9092,kafka-2:9092 --host 0.0.0.0",
      "",
      "  ingest credential new --fleet eu-phones --file credentials.txt \\",
      "    > eu-phones.secret",
      "  ingest --bootstrap-servers kafka-1:9092 --host 0.0.0.0 --port 8443 \\",
      "    --tls-certificate chain.pem --tls-key key.pem --credentials credentials.txt",
      "",
      "While devices change over from one registry to another, as they come:",
      "  ingest --bootstrap-servers kafka-1:9092 --registry new.yaml \\",
      "    --also-admit old.yaml",
      "",
      "Let the outside reach /v1/reports* alone; with --token-keys also /v1/tokens and",
      "/.well-known/private-token-issuer-directory, where devices get their tokens.",
    })
public final class IngestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Required, but not of the commands below this one. */
  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT[,...]",
      description = "Kafka brokers to start from; required.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--topic",
      defaultValue = Topics.REPORTS,
      paramLabel = "NAME",
      description = "Topic of the reports; it must exist.")
  private String topic;

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = "Further properties of the Kafka clients, such as TLS and SASL.")
  private @Nullable Path kafkaProperties;

  @Option(
      names = "--host",
      defaultValue = IngestConfig.DEFAULT_HOST,
      paramLabel = "HOST",
      description = "Address to listen on.")
  private String host;

  @Option(
      names = "--port",
      defaultValue = IngestConfig.DEFAULT_PORT,
      paramLabel = "PORT",
      description = "Port to listen on; 0 for any that is free.")
  private int port;

  @Option(
      names = "--registry",
      paramLabel = "FILE",
      description = "Metric registry (YAML); default: the one that ships with Sluice.")
  private @Nullable Path registry;

  @Option(
      names = "--also-admit",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "A further registry whose reports are admitted beside those of the present one; may be"
              + " repeated. Needed while the registry changes: devices report by the one that they"
              + " were shipped with, and what is not admitted is lost. Give the job the same files,"
              + " and first.")
  private List<Path> alsoAdmit = new ArrayList<>();

  @Option(
      names = "--max-age-days",
      defaultValue = IngestConfig.DEFAULT_MAX_AGE_DAYS,
      paramLabel = "DAYS",
      description =
          "How many days before today a report's day may be. The job must keep days open for longer"
              + " (--allowed-lateness-days), or what is admitted may come too late.")
  private int maxAgeDays;

  @Option(
      names = "--max-unacknowledged",
      defaultValue = IngestConfig.DEFAULT_MAX_UNACKNOWLEDGED,
      paramLabel = "REPORTS",
      description = "Most reports that may wait for the brokers; above it the answer is 429.")
  private int maxUnacknowledged;

  @Option(
      names = "--shuffle-minimum",
      defaultValue = "0",
      paramLabel = "REPORTS",
      description =
          "Hold reports until there are so many, and append them in random order; 0: do not."
              + " Their senders wait as long.")
  private int shuffleMinimum;

  @Option(
      names = "--shuffle-hold",
      defaultValue = "3",
      paramLabel = "SECONDS",
      description = "Longest time that a report is held; then fewer go on too, and are counted.")
  private double shuffleHoldSeconds;

  @Mixin private AccessOptions access;

  @Override
  public Integer call() {
    PrintWriter people = spec.commandLine().getErr();
    try {
      serve(config(), people);
    } catch (InterruptedException askedToStop) {
      Thread.currentThread().interrupt();
    } catch (IOException | RegistryException e) {
      people.println("ingest: " + e.getMessage());
      return ExitCode.SOFTWARE;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return ExitCode.OK;
  }

  private void serve(IngestConfig config, PrintWriter people)
      throws IOException, InterruptedException {
    try (IngestServer server = IngestServer.start(config)) {
      announce(config.registries(), people);
      announce(server, people);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "ingest-stop"));
      new CountDownLatch(1).await();
    }
  }

  private IngestConfig config() throws IOException, RegistryException {
    if (bootstrapServers == null) {
      throw new IllegalArgumentException("Missing required option: --bootstrap-servers");
    }
    Optional<ShuffleRule> shuffle =
        shuffleMinimum == 0
            ? Optional.empty()
            : Optional.of(
                new ShuffleRule(
                    shuffleMinimum, Duration.ofMillis(Math.round(shuffleHoldSeconds * 1000))));
    return new IngestConfig(
            host,
            port,
            bootstrapServers,
            topic,
            maxAgeDays,
            maxUnacknowledged,
            ConfigFiles.registries(registry, alsoAdmit),
            ConfigFiles.properties(kafkaProperties))
        .withAccess(access.access())
        .withShuffle(shuffle);
  }

  private void announce(IngestServer server, PrintWriter people) {
    String scheme = access.isEncrypted() ? "https" : "http";
    people.printf("ingest listens on %s://%s:%d%n", scheme, host, server.port());
    Readiness readiness = server.readiness();
    if (readiness != Readiness.READY) {
      people.printf("ingest is not ready: %s%n", readiness.description());
    }
    people.flush();
  }

  /** By the names that the counter of admitted reports and the tables have. */
  private void announce(Registries registries, PrintWriter people) {
    if (registries.others().isEmpty()) {
      return;
    }
    people.printf("ingest admits reports of registry %s%n", registries.present().digestPrefix());
    for (int i = 0; i < alsoAdmit.size(); i++) {
      String digest = registries.others().get(i).digestPrefix();
      people.printf("ingest also admits reports of registry %s, %s%n", digest, alsoAdmit.get(i));
    }
    people.flush();
  }
}
