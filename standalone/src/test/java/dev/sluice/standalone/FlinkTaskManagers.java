package dev.sluice.standalone;

import static dev.sluice.standalone.YamlFile.at;

import java.util.Map;

/**
 * How many TaskManagers Flink starts by itself on Kubernetes: as many as the job's parallelism has
 * use for, and the spare ones. A number of {@code replicas} would instead make the operator take
 * that times the slots for the parallelism.
 *
 * @param atWork those whose slots the job takes
 * @param spare those whose slots are free
 */
record FlinkTaskManagers(int atWork, int spare) {

  static FlinkTaskManagers of(Map<String, Object> flinkSpec) {
    Map<String, Object> settings = at(flinkSpec, "flinkConfiguration");
    int slots = number(settings.get("taskmanager.numberOfTaskSlots"));
    int parallelism = number(at(flinkSpec, "job").get("parallelism"));
    return new FlinkTaskManagers(
        (parallelism + slots - 1) / slots,
        number(settings.get("slotmanager.redundant-taskmanager-num")));
  }

  private static int number(Object value) {
    return Integer.parseInt(String.valueOf(value));
  }

  int all() {
    return atWork + spare;
  }
}
