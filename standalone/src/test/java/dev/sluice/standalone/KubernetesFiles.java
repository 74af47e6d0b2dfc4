package dev.sluice.standalone;

import static dev.sluice.standalone.YamlFile.at;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What stands in the files under {@code deploy/kubernetes}. */
@SuppressWarnings("unchecked") // YAML
final class KubernetesFiles {
  static final Path DIRECTORY = Path.of("..", "deploy", "kubernetes");

  private KubernetesFiles() {}

  static List<Map<String, Object>> all() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.sorted().flatMap(file -> YamlFile.documents(file).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Map<String, Object>> ofKind(String kind) {
    return all().stream().filter(document -> kind.equals(document.get("kind"))).toList();
  }

  /** The containers of a Deployment or a StatefulSet. */
  static List<Map<String, Object>> containers(Map<String, Object> workload) {
    return (List<Map<String, Object>>) at(workload, "spec", "template", "spec").get("containers");
  }

  /** What the Flink operator is told of the job. */
  static Map<String, Object> flinkSpec() {
    return at(ofKind("FlinkDeployment").get(0), "spec");
  }
}
