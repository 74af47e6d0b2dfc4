package dev.sluice.probe.ledger;

import static dev.sluice.probe.ledger.Records.ONE;
import static dev.sluice.probe.ledger.Records.TODAY;
import static dev.sluice.probe.ledger.Records.drawn;
import static dev.sluice.probe.ledger.Records.released;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.budget.SpendingDecision;
import dev.sluice.probe.storage.InMemoryFiles;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * A device's life as a state machine: any sequence of clocks, requests, acknowledgements, opt-outs
 * and crashes. The model keeps only what a server could see: the bytes that were sent.
 */
class LedgerPropertyTest {
  private static final Caps CAPS = new Caps(3, 12_000_000_000L);

  /**
   * One thing that happens.
   *
   * @param clock days that the device's clock is off the true day
   * @param cell which cell is asked for
   * @param failAfter steps until the disk fails; none if negative
   */
  record Event(Kind kind, int clock, int cell, int failAfter) {}

  enum Kind {
    REPORT,
    ACKNOWLEDGE,
    WITHDRAW,
    DELETE_LEDGER,
    REOPEN
  }

  @Provide
  Arbitrary<List<Event>> lives() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just(Kind.REPORT)),
                Tuple.of(4, Arbitraries.just(Kind.ACKNOWLEDGE)),
                Tuple.of(3, Arbitraries.just(Kind.REOPEN)),
                Tuple.of(1, Arbitraries.just(Kind.WITHDRAW)),
                Tuple.of(1, Arbitraries.just(Kind.DELETE_LEDGER))),
            Arbitraries.integers().between(-60, 60),
            Arbitraries.integers().between(0, 30),
            Arbitraries.oneOf(Arbitraries.just(-1), Arbitraries.integers().between(0, 1_200)))
        .as(Event::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  @Property(tries = 400)
  void anyLife_neverPassesACapNorSaysACellTwiceNorForgets(@ForAll("lives") List<Event> events)
      throws Exception {
    Device device = new Device();
    for (Event event : events) {
      long spentBefore = device.spentNano;
      device.live(event);

      assertThat(device.spentNano).isGreaterThanOrEqualTo(spentBefore);
      assertThat(device.sent.size() * ONE.nano()).isLessThanOrEqualTo(device.spentNano);
      assertThat(device.spentNano).isLessThanOrEqualTo(CAPS.lifetimeNano());
    }
    List<LocalDate> days = device.days.stream().sorted().toList();
    for (int first = 0; first + CAPS.reportsPerWindow() < days.size(); first++) {
      assertThat(days.get(first + CAPS.reportsPerWindow()))
          .isAfterOrEqualTo(days.get(first).plusDays(Caps.WINDOW_DAYS));
    }
  }

  /** A device, and what the server has seen of it. */
  private static final class Device {
    private final InMemoryFiles files = new InMemoryFiles();
    private final Map<String, ReportBytes> sent = new HashMap<>();
    private final List<LocalDate> days = new ArrayList<>();
    private long spentNano;
    private int made;

    void live(Event event) throws LedgerException {
      if (event.kind() == Kind.DELETE_LEDGER) {
        files.names().stream().filter(name -> name.matches("ledger-\\d+")).forEach(files::remove);
      }
      if (event.failAfter() >= 0) {
        files.failAfter(event.failAfter());
      }
      try {
        act(event);
      } catch (IOException crash) {
        // The device stops here and starts again.
      }
      files.heal();
      try {
        spentNano = Records.open(files, CAPS, TODAY).state().budget().spentNano();
      } catch (IOException impossible) {
        throw new AssertionError("a disk without faults does not fail", impossible);
      }
    }

    private void act(Event event) throws IOException, LedgerException {
      LocalDate clock = TODAY.plusDays(event.clock());
      LedgerFile ledger = Records.open(files, CAPS, clock);
      switch (event.kind()) {
        case REPORT -> report(ledger, "cell-" + event.cell(), clock);
        case ACKNOWLEDGE -> acknowledgeAll(ledger);
        case WITHDRAW -> ledger.withdraw();
        default -> {}
      }
    }

    private void report(LedgerFile ledger, String cell, LocalDate clock) throws IOException {
      if (ledger.state().request(cell, ONE, clock) instanceof SpendingDecision.Granted granted) {
        if (ledger.state().drawnMetric(cell).isEmpty()) {
          ledger.append(drawn(cell));
        }
        LedgerRecord.Released released = released(cell, granted.day(), made++);
        ledger.append(released);
        send(released);
      }
    }

    private void acknowledgeAll(LedgerFile ledger) throws IOException {
      for (LedgerRecord.Released released : ledger.state().unsettled()) {
        send(released);
        ledger.append(Records.acknowledged(released.cell()));
      }
    }

    private void send(LedgerRecord.Released released) {
      ReportBytes bytes = released.bytes().orElseThrow();
      ReportBytes before = sent.putIfAbsent(released.cell(), bytes);
      if (before == null) {
        days.add(released.day());
      } else {
        assertThat(bytes).isEqualTo(before);
      }
    }
  }
}
