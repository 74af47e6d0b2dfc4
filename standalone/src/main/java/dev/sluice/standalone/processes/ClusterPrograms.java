package dev.sluice.standalone.processes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs that a cluster runs beside broker and database, none of them started.
 *
 * @param directory where all of the cluster's state and its logs are
 * @param files what the Flink programs read
 */
record ClusterPrograms(Path directory, ClusterPorts ports, FlinkFiles files, ProcessGuard guard) {
  private static final String JOBMANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASKMANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  Part jobManager() {
    return flink("jobmanager", JOBMANAGER, "-Xmx256m", "-XX:MaxMetaspaceSize=256m");
  }

  /**
   * One of the TaskManagers.
   *
   * @param number counted from 1
   */
  Part taskManager(int number) {
    return flink(
        "taskmanager-" + number,
        TASKMANAGER,
        "-Xmx224m",
        "-XX:MaxDirectMemorySize=128m",
        "-XX:MaxMetaspaceSize=192m");
  }

  private Part flink(String name, String main, String... memory) {
    List<String> jvm = new ArrayList<>(files.jvmOptions());
    jvm.addAll(List.of(memory));
    return program(
        name,
        jvm,
        FlinkFiles.classPath(),
        List.of(main, "--configDir", files.configuration().toString()));
  }

  Part gateway() {
    return program(
        "gateway",
        List.of("-Xmx160m", "-XX:MaxDirectMemorySize=64m", "-XX:TieredStopAtLevel=1"),
        System.getProperty("java.class.path"),
        List.of(
            "dev.sluice.ingest.Main",
            "--bootstrap-servers",
            ports.bootstrapServers(),
            "--port",
            Integer.toString(ports.gateway())));
  }

  private Part program(String name, List<String> jvm, String classPath, List<String> main) {
    return new JavaProgram(name, jvm, classPath, main, directory, guard);
  }
}
