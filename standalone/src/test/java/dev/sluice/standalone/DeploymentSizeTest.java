package dev.sluice.standalone;

import static dev.sluice.standalone.YamlFile.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds what the documentation says a deployment needs against what its files ask for. */
@SuppressWarnings("unchecked") // YAML
class DeploymentSizeTest {
  private static final Pattern NEEDS = Pattern.compile("(\\d+) GiB, (\\d+) processors");
  private static final List<String> WORDS = List.of("no", "one", "two", "three", "four", "five");

  private String text;

  @BeforeEach
  void read() throws IOException {
    text = Files.readString(Path.of("..", "docs", "deploying.md"));
  }

  @Test
  void kubernetes_rowOfTheTable_roundsUpWhatAllPodsRequest() {
    ClusterRequests cluster = new ClusterRequests();
    String row = row("| a Kubernetes cluster");

    Matcher needs = NEEDS.matcher(row);
    assertThat(needs.find()).isTrue();
    assertThat(Integer.parseInt(needs.group(1))).isEqualTo((int) Math.ceil(cluster.gibibytes()));
    assertThat(Integer.parseInt(needs.group(2))).isEqualTo((int) Math.ceil(cluster.processors()));
    assertThat(row)
        .contains(words(cluster, "brokers", "brokers"))
        .contains(words(cluster, "TaskManagers", "TaskManagers"))
        .contains(words(cluster, "ingest", "ingests"));
  }

  /** A kind of pod that the sum does not know would be left out of it. */
  @Test
  void kubernetes_requests_areAllInTheSum() {
    long written =
        KubernetesFiles.all().stream().mapToLong(DeploymentSizeTest::mapsWithProcessors).sum();

    assertThat(new ClusterRequests().all()).hasSize((int) written);
  }

  @Test
  void kubernetes_wayFromLaptopToCluster_namesAsManyParts() {
    ClusterRequests cluster = new ClusterRequests();

    assertThat(row("3. `kubectl apply -k"))
        .contains(words(cluster, "brokers", "brokers"))
        .contains(words(cluster, "TaskManagers", "TaskManagers"))
        .contains(words(cluster, "ingest", "gateways"));
  }

  @Test
  void docker_rowOfTheTable_roundsUpTheLimitsOfWhatGoesOnRunning() throws IOException {
    Path file = Path.of("..", "deploy", "docker", "compose.yaml");
    Map<String, Object> services = at(YamlFile.document(file), "services");
    double limits =
        services.values().stream()
            .map(service -> (Map<String, Object>) service)
            .filter(service -> service.containsKey("restart"))
            .mapToDouble(service -> ClusterRequests.gibibytes((String) service.get("mem_limit")))
            .sum();
    int rounded = (int) Math.ceil(limits);

    assertThat(row("| one Docker host")).contains("| " + rounded + " GiB, ");
    assertThat(Files.readString(file)).contains("Needs about " + rounded + " GiB");
  }

  private String row(String begin) {
    return text.lines().filter(line -> line.startsWith(begin)).findFirst().orElseThrow();
  }

  private static String words(ClusterRequests cluster, String part, String name) {
    return WORDS.get(cluster.pods(part)) + " " + name;
  }

  private static long mapsWithProcessors(Object yaml) {
    if (yaml instanceof Map<?, ?> map) {
      long below = map.values().stream().mapToLong(DeploymentSizeTest::mapsWithProcessors).sum();
      return below + (map.containsKey("cpu") ? 1 : 0);
    }
    return yaml instanceof List<?> list
        ? list.stream().mapToLong(DeploymentSizeTest::mapsWithProcessors).sum()
        : 0;
  }
}
