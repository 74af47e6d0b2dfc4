package dev.sluice.ingest;

import static dev.sluice.ingest.TestReports.NOON;
import static dev.sluice.ingest.TestReports.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ingest.Access.TokenAccess;
import dev.sluice.ingest.senders.DatedKey;
import dev.sluice.ingest.senders.FleetCredential;
import dev.sluice.ingest.shuffle.ShuffleRule;
import dev.sluice.ingest.tls.SelfSigned;
import dev.sluice.ingest.tls.TlsFiles;
import dev.sluice.secrets.SecretHash;
import dev.sluice.tokens.TokenChallenge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Holds the documentation's table of metrics against a server with all that can be switched on. */
@Timeout(120)
class DocumentedMetricsTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `(sluice_ingest_\\w+)(?:\\{([\\w,]+)})?` \\|", Pattern.MULTILINE);
  private static final Pattern SAMPLE =
      Pattern.compile("^(\\w+)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");

  @TempDir private Path directory;

  @Test
  void table_hasEachMetricOfAServerAndItsLabels() throws Exception {
    assertThat(documented()).isEqualTo(exposed());
  }

  private static Map<String, Set<String>> documented() throws IOException {
    return ROW.matcher(Files.readString(Path.of("..", "docs", "deploying.md")))
        .results()
        .collect(
            Collectors.toMap(
                row -> row.group(1),
                row ->
                    row.group(2) == null
                        ? Set.of()
                        : new TreeSet<>(List.of(row.group(2).split(",")))));
  }

  private Map<String, Set<String>> exposed() throws Exception {
    SelfSigned identity = SelfSigned.create(directory, "EC");
    IngestConfig config =
        ServedIngest.config(0)
            .withAccess(everything(identity))
            .withShuffle(Optional.of(new ShuffleRule(10, Duration.ofSeconds(1))));
    Map<String, Set<String>> metrics = new TreeMap<>();
    try (IngestServer server =
        IngestServer.start(config, ServedIngest.LIMITS, new InMemoryReportLog(), NOON)) {
      IngestClient client = new IngestClient(server.port(), identity.trusting());
      SAMPLE
          .matcher(client.get("/metrics").body())
          .results()
          .forEach(sample -> metrics.put(sample.group(1), labels(sample)));
    }
    return metrics;
  }

  private static Set<String> labels(MatchResult sample) {
    return sample.group(2) == null
        ? Set.of()
        : LABEL
            .matcher(sample.group(2))
            .results()
            .map(label -> label.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private Access everything(SelfSigned identity) throws Exception {
    var pair = new TlsFiles(directory.resolve("chain.pem"), directory.resolve("key.pem"));
    Files.writeString(pair.certificate(), identity.certificatePem());
    Files.writeString(pair.key(), identity.keyPem());
    var fleet =
        new FleetCredential("phones", SecretHash.of("one"), Optional.empty(), Optional.of(1.0));
    Path credentials = Files.writeString(directory.resolve("credentials.txt"), fleet.line());
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    Path keys =
        Files.writeString(
            directory.resolve("keys.txt"), DatedKey.line(TODAY.minusDays(9), TODAY, key));
    var tokens = new TokenAccess(keys, new TokenChallenge("in.example", "in.example"));
    return new Access(Optional.of(credentials), Optional.of(tokens), Optional.of(pair));
  }
}
