package dev.sluice.jobs;

import dev.sluice.jobs.rest.FlinkRest;
import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that names the cluster. */
final class JobManagerOption {
  @Option(
      names = "--jobmanager",
      defaultValue = "http://127.0.0.1:8081",
      paramLabel = "URL",
      description = "REST address of the JobManager.")
  private String address;

  FlinkRest rest(CommandSpec spec) {
    return new FlinkRest(uri(spec));
  }

  private URI uri(CommandSpec spec) {
    try {
      URI uri = URI.create(address);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // said below
    }
    throw new ParameterException(
        spec.commandLine(), "--jobmanager must be such as http://HOST:8081, was " + address);
  }
}
