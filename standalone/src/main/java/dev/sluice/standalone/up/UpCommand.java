package dev.sluice.standalone.up;

import dev.sluice.jobs.RegistryOptions;
import dev.sluice.standalone.directory.ServiceAddresses;
import dev.sluice.standalone.services.ServiceOptions;
import dev.sluice.standalone.services.SluiceServices;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice up}. */
@Command(
    name = "up",
    description = {
      "Starts broker, database, aggregation job, ingest and gate in one process and stays up.",
      "",
      "All state is in the data directory: stop it with Ctrl-C, start it again, and it goes on"
          + " where it stopped.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    footerHeading = "%nThen, in another terminal:%n",
    footer = {
      "  sluice gate --help                    write a policy: what may replace what",
      "  sluice probe report --help            report from this device",
      "  sluice fleet --help                   report from a simulated fleet",
      "  sluice query --help                   look at the results",
    })
public final class UpCommand implements Callable<Integer> {
  private static final int JOB_FAILED = 1;

  @Spec private CommandSpec spec;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "Where all state is kept.")
  private Path dataDirectory = Path.of(".sluice");

  @Option(names = "--host", paramLabel = "HOST", description = "Where ingest and gate listen.")
  private String host = ServiceOptions.DEFAULT.host();

  @Option(
      names = "--ingest-port",
      paramLabel = "PORT",
      description = "Port of the ingest; 0 for the one that the data directory remembers.")
  private int ingestPort;

  @Option(
      names = "--gate-port",
      paramLabel = "PORT",
      description = "Port of the gate; 0 for the one that the data directory remembers.")
  private int gatePort;

  @Option(
      names = "--max-age-days",
      paramLabel = "DAYS",
      description = "How many days before today a report's day may be.")
  private int maxAgeDays = ServiceOptions.DEFAULT.maxAgeDays();

  @Mixin private RegistryOptions registries = new RegistryOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServiceOptions options = options();
    PrintWriter err = spec.commandLine().getErr();
    try (SluiceServices services =
        SluiceServices.start(dataDirectory, options, step -> say(err, step))) {
      show(err, services.addresses());
      services.awaitFailure();
      say(
          err,
          "up: the aggregation job has ended; the reason is in the log under the data directory");
      return JOB_FAILED;
    }
  }

  private ServiceOptions options() {
    try {
      return new ServiceOptions(
          host,
          ingestPort,
          gatePort,
          registries.registries(),
          maxAgeDays,
          ServiceOptions.DEFAULT.earlyFiring(),
          ServiceOptions.DEFAULT.checkpointInterval());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void show(PrintWriter err, ServiceAddresses addresses) {
    say(err, "");
    say(err, "ingest  " + addresses.ingest());
    say(err, "gate    " + addresses.gate() + "/");
    say(err, "flink   " + addresses.flink() + "/");
    say(err, "kafka   " + addresses.brokers());
    say(err, "data    " + dataDirectory.toAbsolutePath().normalize());
    say(err, "");
    say(err, "To begin a rollout, in another terminal:");
    say(err, "  sluice gate example > policy.yaml");
    say(err, "  sluice gate begin policy.yaml --gate " + addresses.gate());
    say(err, "");
    say(err, "Ctrl-C stops it.");
  }

  private static void say(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }
}
