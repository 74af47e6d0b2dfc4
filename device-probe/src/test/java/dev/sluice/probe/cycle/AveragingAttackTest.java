package dev.sluice.probe.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.ledger.InMemoryLedger;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.storage.InMemoryFiles;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A server that asks every device anew every day, under a new rollout each time, and adds up what
 * it hears. For 90 days it wants to know one secret bit of each device: whether its model fails.
 *
 * <p>Under a total privacy loss of E no attacker, however clever, guesses an even bit right more
 * often than e^E / (1 + e^E).
 */
class AveragingAttackTest {
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
  private static final int DAYS = 90;
  private static final Epsilon EPSILON = Epsilon.of(0.5);
  private static final int DEVICES = 600;

  @Test
  void attack_ninetyDaysAtTheDefaultCaps_hearsSixteenReportsAndNoMore() throws Exception {
    List<Report> heard = attack(Caps.DEFAULT, new SeededRandomness(1), 0);

    assertThat(heard).hasSize(16);
    assertThat(heard.stream().mapToLong(report -> epsilon(report).nano()).sum())
        .isEqualTo(16 * EPSILON.nano())
        .isLessThanOrEqualTo(Caps.DEFAULT.lifetimeNano());
    assertThat(heard.stream().map(report -> report.getDay().toEpochDay() - FIRST_DAY.toEpochDay()))
        .containsExactly(
            0L, 1L, 2L, 3L, 28L, 29L, 30L, 31L, 56L, 57L, 58L, 59L, 84L, 85L, 86L, 87L);
  }

  @Test
  void attack_lifetimeOfTwo_staysBelowItsBoundWhichTheSameAttackWithoutLedgerPasses()
      throws Exception {
    double bound = Math.exp(2) / (1 + Math.exp(2));

    double guarded = accuracy(new Caps(4, 2_000_000_000L));
    double unguarded = accuracyWithoutLedger();

    // Four standard errors of a share over so many devices: a false failure in 30,000.
    double error = 4 * Math.sqrt(bound * (1 - bound) / DEVICES);
    assertThat(guarded).isGreaterThan(0.5).isLessThan(bound + error);
    assertThat(unguarded).isGreaterThan(bound + error);
  }

  private static double accuracy(Caps caps) throws Exception {
    SeededRandomness random = new SeededRandomness(2);
    int right = 0;
    for (int device = 0; device < DEVICES; device++) {
      int secret = device % 2;
      List<Report> heard = attack(caps, random, secret);
      assertThat(heard.stream().mapToLong(report -> epsilon(report).nano()).sum())
          .isLessThanOrEqualTo(caps.lifetimeNano());
      right += guess(heard, random) == secret ? 1 : 0;
    }
    return (double) right / DEVICES;
  }

  /** What a fresh report every day would tell. */
  private static double accuracyWithoutLedger() {
    SeededRandomness random = new SeededRandomness(3);
    int right = 0;
    for (int device = 0; device < DEVICES; device++) {
      int secret = device % 2;
      List<Report> heard = new ArrayList<>();
      for (int day = 0; day < DAYS; day++) {
        ReportAssembler assembler = new ReportAssembler(ScriptedReports.REGISTRY, random);
        heard.add(
            decode(
                assembler.assemble(
                    outcome(),
                    new Measurement.Category(secret),
                    ScriptedReports.header(
                        "tiny", "1.0." + day, FIRST_DAY.plusDays(day), EPSILON))));
      }
      right += guess(heard, random) == secret ? 1 : 0;
    }
    return (double) right / DEVICES;
  }

  /** Everything that the server hears from one device. */
  private static List<Report> attack(Caps caps, Randomness random, int secret) throws Exception {
    LedgerFile ledger = InMemoryLedger.open(new InMemoryFiles(), caps, FIRST_DAY);
    List<Report> heard = new ArrayList<>();
    ReportCycle cycle =
        new ReportCycle(
            ScriptedReports.REGISTRY,
            new ReportAssembler(ScriptedReports.REGISTRY, random),
            ledger,
            ScriptedReports.AT_ONCE,
            bytes -> {
              heard.add(decode(bytes));
              return new Delivery.Acknowledged();
            });
    for (int day = 0; day < DAYS; day++) {
      cycle.run(
          "rollout-" + day,
          ScriptedReports.header("tiny", "1.0.0", FIRST_DAY.plusDays(day), EPSILON),
          metric -> measurement(metric, secret));
    }
    return heard;
  }

  /** The secret shows in every metric: in the outcome as a category, in the others as a bound. */
  private static Measurement measurement(Metric metric, int secret) {
    return metric.mechanism() instanceof RandomizedResponse
        ? new Measurement.Category(secret)
        : new Measurement.Quantity(secret == 0 ? -1e9 : 1e9);
  }

  /** The likelier secret: the sum of the log-likelihood ratios of all that was heard. */
  private static int guess(List<Report> heard, Randomness random) {
    double evidence = 0;
    for (Report report : heard) {
      evidence += evidenceForOne(report);
    }
    return evidence == 0 ? random.uniform(2) : evidence > 0 ? 1 : 0;
  }

  private static double evidenceForOne(Report report) {
    Metric metric = ScriptedReports.REGISTRY.metrics().get(report.getMetric());
    Epsilon epsilon = epsilon(report);
    long value = report.getPayload().get(0);
    if (metric.mechanism() instanceof RandomizedResponse) {
      return value == 1 ? epsilon.value() : value == 0 ? -epsilon.value() : 0;
    }
    if (report.getPayload().size() > 1) {
      long last = report.getPayload().get(report.getPayload().size() - 1);
      double scale = 2 * HistogramLaplace.UNIT / epsilon.value();
      return ratio(value, HistogramLaplace.UNIT, 0, scale)
          + ratio(last, 0, HistogramLaplace.UNIT, scale);
    }
    return ratio(value, 0, 1_000, 1_000 / epsilon.value());
  }

  /** Log-likelihood ratio of a Laplace value: centred at one, against centred at zero. */
  private static double ratio(long value, long zero, long one, double scale) {
    return (Math.abs(value - zero) - Math.abs(value - one)) / scale;
  }

  private static Epsilon epsilon(Report report) {
    return ScriptedReports.REGISTRY.epsilonTiers().get(report.getEpsilonTier());
  }

  private static Metric outcome() {
    return ScriptedReports.REGISTRY.metric("outcome").orElseThrow();
  }

  private static Report decode(byte[] bytes) {
    return ((Decoded.Value<Report>) ReportFormat.decode(bytes)).value();
  }

  /** The real mechanisms' draws from a seed; two-sided geometric noise by inversion. */
  private static final class SeededRandomness implements Randomness {
    private final Random random;

    SeededRandomness(long seed) {
      random = new Random(seed);
    }

    @Override
    public int uniform(int bound) {
      return random.nextInt(bound);
    }

    @Override
    public long bits63() {
      return random.nextLong() & Long.MAX_VALUE;
    }

    @Override
    public long addLaplace(long value, int l0, long lInf, Epsilon epsilon) {
      double scale = l0 * lInf / epsilon.value();
      return value + geometric(scale) - geometric(scale);
    }

    private long geometric(double scale) {
      return (long) Math.floor(-Math.log(1 - random.nextDouble()) * scale);
    }
  }
}
