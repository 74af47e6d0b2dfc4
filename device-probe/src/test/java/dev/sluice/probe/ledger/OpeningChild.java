package dev.sluice.probe.ledger;

import dev.sluice.privacy.budget.Caps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process that wants the ledger; says on standard output what came of it. */
final class OpeningChild {
  private OpeningChild() {}

  public static void main(String[] arguments) throws IOException {
    try (LedgerFile ledger = LedgerFile.open(Path.of(arguments[0]), Caps.DEFAULT, Records.TODAY)) {
      System.out.println("opened, " + ledger.state().reports().size() + " reports");
    } catch (LedgerException e) {
      System.out.println(e.getMessage());
    }
  }

  /** Starts one and returns what it said. */
  static String run(Path directory) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OpeningChild.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }
}
