package dev.sluice.probe.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.agent.StatusFile;
import dev.sluice.probe.storage.DirectoryLock;
import dev.sluice.probe.storage.OwnerOnlyDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what the daemon does and why it waits. */
@Command(
    name = "status",
    description = "Says what the daemon does, why it waits, and which version to run here.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a daemon runs; what it does is shown",
      "1:none runs, or the data directory cannot be read; what the last one said is shown",
      "2:the command line is wrong",
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  probe status --data-dir ~/.sluice-probe --json",
      "",
      "'version' of a model in the JSON is what an application on this device should",
      "load. It is found on the device; nobody else knows it. 'endedInOrder' is there",
      "when no daemon runs: false if the last one was killed or cut off.",
    })
public final class StatusCommand implements Callable<Integer> {
  private static final int NONE_RUNS = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data-dir",
      required = true,
      paramLabel = "DIR",
      description = "The daemon's data directory.")
  private Path dataDirectory;

  @Option(names = "--json", description = "Print it as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      Optional<OwnerOnlyDirectory> files = OwnerOnlyDirectory.existing(dataDirectory);
      boolean running = files.isPresent() && isHeld(files.get());
      Optional<JsonNode> said =
          files.isPresent() ? new StatusFile(files.get()).read() : Optional.empty();
      ObjectNode status = JsonNodeFactory.instance.objectNode().put("running", running);
      if (said.isPresent() && !running) {
        status.put("endedInOrder", StatusFile.isEnd(said.get()));
      }
      said.ifPresent(last -> status.setAll((ObjectNode) last));
      show(status);
      return running ? 0 : NONE_RUNS;
    } catch (IOException e) {
      spec.commandLine().getErr().println("probe: " + e.getMessage());
      return NONE_RUNS;
    }
  }

  private void show(ObjectNode status) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? status.toPrettyString() : StatusText.of(status));
    out.flush();
  }

  private static boolean isHeld(OwnerOnlyDirectory files) throws IOException {
    if (!files.names().contains(DaemonCommand.LOCK)) {
      return false;
    }
    try (DirectoryLock free = files.lock(DaemonCommand.LOCK)) {
      return false;
    } catch (DirectoryLock.HeldException held) {
      return true;
    }
  }
}
