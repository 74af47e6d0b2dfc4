package dev.sluice.probe.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.ledger.LedgerState;
import dev.sluice.probe.ledger.LedgerView;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.send.ReportSender;
import dev.sluice.probe.send.RetryPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a reporting process with SIGKILL at random moments, again and again, and looks at both ends
 * after each kill: the ledger, and all that the server was ever sent.
 *
 * <p>A few kills here; {@code -Dsluice.ledger.kills=200} for the long run, {@code
 * -Dsluice.ledger.seed=N} to choose other moments.
 */
class LedgerKillIT {
  private static final int KILLS = Integer.getInteger("sluice.ledger.kills", 15);
  private static final long SEED = Long.getLong("sluice.ledger.seed", 20261124);
  private static final int KILLS_OF_A_DEVICE = 20;
  private static final int LONGEST_LIFE_MILLIS = 400;

  @TempDir private Path directory;

  @Test
  @Timeout(1_800)
  void report_killedAtRandomMoments_isSentInOneFormAndNeverLostNorUncounted() throws Exception {
    Random moments = new Random(SEED);
    int reports = 0;
    int interrupted = 0;
    try (RecordingReceiver receiver = new RecordingReceiver(SEED)) {
      for (int done = 0; done < KILLS; done += KILLS_OF_A_DEVICE) {
        Device device = new Device("device-" + done, receiver);
        for (int kill = done; kill < Math.min(KILLS, done + KILLS_OF_A_DEVICE); kill++) {
          device.liveAndDie(moments.nextInt(LONGEST_LIFE_MILLIS));
          interrupted += device.verify().unsettled().size();
        }
        reports += device.deliverTheRest();
      }
    }

    System.out.printf(
        "%d kills (seed %d): %d reports, each in one form; %d found waiting after a kill%n",
        KILLS, SEED, reports, interrupted);
    assertThat(reports).as("a run that reported nothing proves nothing").isPositive();
  }

  private final class Device {
    private final String name;
    private final Path ledger;
    private final RecordingReceiver receiver;
    private long spentNano;

    Device(String name, RecordingReceiver receiver) {
      this.name = name;
      this.ledger = directory.resolve(name);
      this.receiver = receiver;
    }

    void liveAndDie(int millis) throws IOException, InterruptedException {
      Process child = start();
      try {
        BufferedReader out = child.inputReader();
        assertThat(out.readLine()).isEqualTo(ReportingChild.READY);
        Thread.sleep(millis);
      } finally {
        child.destroyForcibly().waitFor();
      }
    }

    private Process start() throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path"),
              ReportingChild.class.getName(),
              ledger.toString(),
              receiver.address().toString(),
              name)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    }

    /** What must hold after any kill. */
    LedgerState verify() throws LedgerException {
      LedgerState state = state();
      Map<String, Set<ByteBuffer>> received = receiver.of(name);

      assertThat(received.values()).allSatisfy(forms -> assertThat(forms).hasSize(1));
      assertThat(state.quarantinedUntil()).isEmpty();
      assertThat(state.budget().spentNano()).isGreaterThanOrEqualTo(spentNano);
      assertThat(received.size() * ReportingChild.EPSILON.nano())
          .isLessThanOrEqualTo(state.budget().spentNano());
      assertThat(state.budget().spentNano())
          .isLessThanOrEqualTo(ReportingChild.CAPS.lifetimeNano());
      spentNano = state.budget().spentNano();
      return state;
    }

    private LedgerState state() throws LedgerException {
      LedgerView view = LedgerView.of(ledger, ReportingChild.CAPS, ReportingChild.FIRST_DAY);
      if (view instanceof LedgerView.Present present) {
        assertThat(present.loss()).isEmpty();
        return present.state();
      }
      assertThat(view).isInstanceOf(LedgerView.Absent.class);
      return LedgerState.empty(ReportingChild.CAPS);
    }

    /** The next turns of the device bring the server whatever is in the ledger. */
    int deliverTheRest() throws IOException, LedgerException {
      ReportSender sender =
          new ReportSender(
              receiver.address(),
              new RetryPolicy(
                  20, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(5)),
              () -> 0.5,
              () -> true);
      try (LedgerFile open =
          LedgerFile.open(ledger, ReportingChild.CAPS, ReportingChild.FIRST_DAY)) {
        new ReportCycle(
                ScriptedReports.REGISTRY,
                new ReportAssembler(ScriptedReports.REGISTRY, new SecureRandomness()),
                open,
                ScriptedReports.AT_ONCE,
                sender::send)
            .resend();
      }
      LedgerState state = verify();
      assertThat(state.unsettled()).isEmpty();
      List<String> inLedger =
          state.reports().stream()
              .map(report -> report.released().cell().split("/", -1))
              .map(parts -> parts[1] + "/" + parts[2])
              .toList();
      assertThat(receiver.of(name).keySet()).containsExactlyInAnyOrderElementsOf(inLedger);
      return inLedger.size();
    }
  }
}
