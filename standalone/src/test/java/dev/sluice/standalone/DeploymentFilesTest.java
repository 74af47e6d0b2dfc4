package dev.sluice.standalone;

import static dev.sluice.standalone.KubernetesFiles.containers;
import static dev.sluice.standalone.KubernetesFiles.flinkSpec;
import static dev.sluice.standalone.KubernetesFiles.ofKind;
import static dev.sluice.standalone.YamlFile.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.sluice.gate.GateCommand;
import dev.sluice.ingest.IngestCommand;
import dev.sluice.jobs.JobsCommand;
import dev.sluice.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Holds the files under {@code deploy} against the programs and contracts that they name. */
@SuppressWarnings("unchecked") // YAML
class DeploymentFilesTest {
  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final String CONNECTIONS =
      "--bootstrap-servers=kafka:9092 --jdbc-url=jdbc:postgresql://postgres/sluice";

  @Test
  void kubernetes_everyFile_isInTheKustomizationAndNothingElseIs() throws IOException {
    try (Stream<Path> files = Files.list(DEPLOY.resolve("kubernetes"))) {
      assertThat(kustomization().get("resources"))
          .asInstanceOf(LIST)
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.equals("kustomization.yaml"))
                  .toList());
    }
  }

  @Test
  void kubernetes_topics_areThoseOfTheContract() {
    Map<String, String> cleanup = new HashMap<>();
    for (Map<String, Object> topic : ofKind("KafkaTopic")) {
      Map<String, Object> config = at(topic, "spec", "config");
      cleanup.put(
          (String) at(topic, "metadata").get("name"), (String) config.get("cleanup.policy"));
    }

    assertThat(cleanup).isEqualTo(cleanupOfContract());
  }

  @Test
  void docker_topicsScript_createsThoseOfTheContract() throws IOException {
    Map<String, String> cleanup = new HashMap<>();
    Files.readString(DEPLOY.resolve("docker/create-topics.sh"))
        .lines()
        .filter(line -> line.startsWith("create "))
        .map(line -> line.split(" "))
        .forEach(words -> cleanup.put(words[1], words[3]));

    assertThat(cleanup).isEqualTo(cleanupOfContract());
  }

  /** The brokers' time would have records that are put back judged, and kept, by another day. */
  @Test
  void topics_thatAreDeleted_keepTheTimeStampsOfTheirSenders() throws IOException {
    String script = Files.readString(DEPLOY.resolve("docker/create-topics.sh"));
    for (Map<String, Object> topic : ofKind("KafkaTopic")) {
      Map<String, Object> config = at(topic, "spec", "config");
      if (config.get("cleanup.policy").equals("delete")) {
        String name = (String) at(topic, "metadata").get("name");
        assertThat(config).as(name).containsEntry("message.timestamp.type", "CreateTime");
        assertThat(script.lines().filter(line -> line.startsWith("create " + name + " ")))
            .singleElement()
            .asString()
            .contains("--config message.timestamp.type=CreateTime");
      }
    }
  }

  @Test
  void servers_theirArguments_areUnderstood() {
    List<List<String>> commands = new ArrayList<>();
    ofKind("Deployment").forEach(each -> containers(each).forEach(c -> commands.add(args(c))));
    compose("ingest", "gate").forEach(service -> commands.add(words(service.get("command"))));

    assertThat(commands).hasSize(4);
    for (List<String> command : commands) {
      CommandLine parser =
          new CommandLine(
              command.get(0).equals("ingest") ? new IngestCommand() : new GateCommand());
      String[] options = command.subList(1, command.size()).toArray(String[]::new);
      assertThatCode(() -> parser.parseArgs(options)).as("%s", command).doesNotThrowAnyException();
    }
  }

  @Test
  void job_itsArguments_areUnderstood() {
    List<List<String>> commands = new ArrayList<>();
    ofKind("FlinkDeployment")
        .forEach(each -> commands.add(words(at(each, "spec", "job").get("args"))));
    compose("jobmanager").forEach(service -> commands.add(words(service.get("command"))));

    assertThat(commands).hasSize(2);
    for (List<String> command : commands) {
      // What the files give by the environment.
      List<String> all = new ArrayList<>(command);
      all.addAll(List.of(CONNECTIONS.split(" ")));
      assertThatCode(() -> JobsCommand.commandLine().parseArgs(all.toArray(String[]::new)))
          .as("%s", command)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void job_onKubernetes_hasATaskManagerToSpareAndItsParallelismFromOnePlace() {
    Map<String, Object> spec = flinkSpec();

    assertThat(FlinkTaskManagers.of(spec)).isEqualTo(new FlinkTaskManagers(2, 1));
    // Either would overrule the parallelism, and the operator knows nothing of the second.
    assertThat(at(spec, "taskManager")).doesNotContainKey("replicas");
    assertThat(words(at(spec, "job").get("args"))).doesNotContain("--parallelism");
    // Flink starts TaskManagers, and spare ones, by itself in this mode alone.
    assertThat(spec.getOrDefault("mode", "native")).isEqualTo("native");
  }

  @Test
  void job_onKubernetes_runsAsAnAccountThatMayStartItsTaskManagers() {
    Object account = flinkSpec().get("serviceAccount");

    assertThat(ofKind("ServiceAccount"))
        .extracting(each -> at(each, "metadata").get("name"))
        .containsExactly(account);
    Map<String, Object> binding = ofKind("RoleBinding").get(0);
    assertThat(((List<Map<String, Object>>) binding.get("subjects")).get(0).get("name"))
        .isEqualTo(account);
    assertThat(at(binding, "roleRef").get("name"))
        .isEqualTo(at(ofKind("Role").get(0), "metadata").get("name"));
  }

  @Test
  void dockerfile_copiesOnlyWhatTheBuildAndTheRepositoryHave() throws IOException {
    List<String> copied =
        Files.readString(DEPLOY.resolve("docker/Dockerfile"))
            .lines()
            .filter(line -> line.startsWith("COPY ") && !line.equals("COPY . ."))
            .map(line -> line.split(" "))
            .map(words -> words[words.length - 2])
            .toList();
    String build = Files.readString(DEPLOY.resolve("docker/build"));

    assertThat(copied).hasSize(4);
    for (String source : copied) {
      if (source.startsWith("/built/")) {
        assertThat(build).contains("$to/" + source.substring("/built/".length()));
      } else {
        assertThat(DEPLOY.resolve("..").resolve(source)).exists();
      }
    }
  }

  @Test
  void containers_all_stateTheirMemoryAndAVersion() {
    for (String kind : List.of("Deployment", "StatefulSet")) {
      for (Map<String, Object> workload : ofKind(kind)) {
        for (Map<String, Object> container : containers(workload)) {
          assertThat(at(container, "resources", "limits")).containsKey("memory");
          assertThat(at(container, "resources", "requests")).containsKeys("cpu", "memory");
          assertThat(container.get("image")).asString().doesNotContain("latest");
        }
      }
    }
    Map<String, Object> services =
        at(YamlFile.document(DEPLOY.resolve("docker/compose.yaml")), "services");
    services.forEach(
        (name, service) ->
            assertThat((Map<String, Object>) service).as(name).containsKeys("mem_limit", "image"));
  }

  private static Map<String, String> cleanupOfContract() {
    Map<String, String> cleanup = new HashMap<>();
    Topics.ALL.forEach(
        topic -> cleanup.put(topic.name(), topic.compacted() ? "compact" : "delete"));
    return cleanup;
  }

  private static Map<String, Object> kustomization() {
    return YamlFile.document(DEPLOY.resolve("kubernetes/kustomization.yaml"));
  }

  private static List<Map<String, Object>> compose(String... services) {
    Map<String, Object> all =
        at(YamlFile.document(DEPLOY.resolve("docker/compose.yaml")), "services");
    return Stream.of(services).map(service -> (Map<String, Object>) all.get(service)).toList();
  }

  private static List<String> args(Map<String, Object> container) {
    return words(container.get("args"));
  }

  private static List<String> words(Object list) {
    return ((List<Object>) Objects.requireNonNull(list)).stream().map(String::valueOf).toList();
  }
}
