package dev.sluice.standalone;

import static dev.sluice.standalone.YamlFile.at;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the parts of a cluster ask for, of every pod that the files bring about. */
final class ClusterRequests {

  /**
   * Several pods that ask for the same.
   *
   * @param name of what they are
   */
  record Request(String name, int pods, Map<String, Object> resources) {
    double processors() {
      String cpu = String.valueOf(resources.get("cpu"));
      return cpu.endsWith("m")
          ? Double.parseDouble(cpu.substring(0, cpu.length() - 1)) / 1000
          : Double.parseDouble(cpu);
    }

    double gibibytes() {
      return ClusterRequests.gibibytes(String.valueOf(resources.get("memory")));
    }
  }

  private final List<Request> requests = new ArrayList<>();

  ClusterRequests() {
    addWorkloads();
    addKafka();
    addFlink();
  }

  private void addWorkloads() {
    for (String kind : List.of("Deployment", "StatefulSet")) {
      for (Map<String, Object> workload : KubernetesFiles.ofKind(kind)) {
        for (Map<String, Object> container : KubernetesFiles.containers(workload)) {
          add(
              (String) at(workload, "metadata").get("name"),
              (Integer) at(workload, "spec").get("replicas"),
              at(container, "resources", "requests"));
        }
      }
    }
  }

  private void addKafka() {
    Map<String, Object> pool = at(KubernetesFiles.ofKind("KafkaNodePool").get(0), "spec");
    add("brokers", (Integer) pool.get("replicas"), at(pool, "resources", "requests"));
    Map<String, Object> kafka = at(KubernetesFiles.ofKind("Kafka").get(0), "spec");
    add("topics", 1, at(kafka, "entityOperator", "topicOperator", "resources", "requests"));
  }

  private void addFlink() {
    Map<String, Object> flink = KubernetesFiles.flinkSpec();
    add("JobManager", 1, at(flink, "jobManager", "resource"));
    add("TaskManagers", FlinkTaskManagers.of(flink).all(), at(flink, "taskManager", "resource"));
  }

  private void add(String name, int pods, Map<String, Object> resources) {
    requests.add(new Request(name, pods, resources));
  }

  List<Request> all() {
    return requests;
  }

  int pods(String name) {
    return requests.stream().filter(each -> each.name().equals(name)).mapToInt(Request::pods).sum();
  }

  double processors() {
    return requests.stream().mapToDouble(each -> each.pods() * each.processors()).sum();
  }

  double gibibytes() {
    return requests.stream().mapToDouble(each -> each.pods() * each.gibibytes()).sum();
  }

  /** Of what Kubernetes, Flink and Docker write; for each of the three these are powers of two. */
  static double gibibytes(String memory) {
    double number = Double.parseDouble(memory.replaceFirst("[A-Za-z]+$", ""));
    return switch (memory.replaceFirst("^[0-9.]+", "")) {
      case "Gi", "g" -> number;
      case "Mi", "m" -> number / 1024;
      default -> throw new IllegalArgumentException("no amount of memory: " + memory);
    };
  }
}
