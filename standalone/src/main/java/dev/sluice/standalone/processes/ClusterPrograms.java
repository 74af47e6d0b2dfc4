package dev.sluice.standalone.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The programs that a cluster runs beside broker and database, none of them started.
 *
 * @param directory where all of the cluster's state and its logs are
 * @param jobJar the job's jar, which the Flink programs have in their class path
 * @param files what the Flink programs read
 */
record ClusterPrograms(
    Path directory, Path jobJar, ClusterPorts ports, FlinkFiles files, ProcessGuard guard) {
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
        // As Flink's own scripts have it: nobody takes over while the heap grows.
        "-Xms224m",
        "-Xmx224m",
        "-XX:MaxDirectMemorySize=128m",
        "-XX:MaxMetaspaceSize=192m");
  }

  private Part flink(String name, String main, String... memory) {
    return program(
        name,
        () -> flinkOptions(name, memory),
        FlinkFiles.classPath(jobJar),
        List.of(main, "--configDir", files.configuration().toString()));
  }

  private List<String> flinkOptions(String name, String... memory) {
    List<String> jvm = new ArrayList<>(files.jvmOptions());
    jvm.addAll(List.of(memory));
    jvm.addAll(files.classes().options(name));
    return jvm;
  }

  Part gateway() {
    return program(
        "gateway",
        () -> List.of("-Xmx160m", "-XX:MaxDirectMemorySize=64m", "-XX:TieredStopAtLevel=1"),
        System.getProperty("java.class.path"),
        List.of(
            "dev.sluice.ingest.Main",
            "--bootstrap-servers",
            ports.bootstrapServers(),
            "--port",
            Integer.toString(ports.gateway())));
  }

  /**
   * Makes the Flink programs' archive of classes.
   *
   * @return why there is none; empty if there is
   */
  Optional<String> archiveClasses() throws IOException, InterruptedException {
    return files.classes().make(FlinkFiles.classPath(jobJar));
  }

  private Part program(
      String name, Supplier<List<String>> jvm, String classPath, List<String> main) {
    return new JavaProgram(name, jvm, classPath, main, directory, guard);
  }
}
