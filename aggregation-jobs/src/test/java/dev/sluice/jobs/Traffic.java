package dev.sluice.jobs;

import dev.sluice.admission.Refusal;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Disposition;
import dev.sluice.schemas.ModelVersions;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.Tally;
import dev.sluice.schemas.TopicKeys;
import dev.sluice.schemas.Topics;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records for the reports topic, seeded, together with what must come of them, added up in plain
 * Java without any of the job's own code.
 */
final class Traffic {
  private static final long LOGGED_MILLIS =
      TestReports.DAY.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli();

  private final Random random;
  private final TestReports reports;
  private final Map<String, Sums> cells = new TreeMap<>();
  private final Map<String, Tally> tallies = new TreeMap<>();
  private final List<Refused> deadLetters = new ArrayList<>();

  Traffic(long seed) {
    this.random = new Random(seed);
    this.reports = new TestReports(seed);
  }

  /** Exact sums of a cell. */
  record Sums(long reports, List<Long> sums, List<Long> sumsOfSquares) {
    static Sums of(Aggregate aggregate) {
      return new Sums(aggregate.getReports(), aggregate.getSums(), aggregate.getSumsOfSquares());
    }

    Sums plus(Sums other) {
      return new Sums(
          reports + other.reports,
          each(Long::sum, sums, other.sums),
          each(Long::sum, sumsOfSquares, other.sumsOfSquares));
    }

    Sums minus(Sums other) {
      return new Sums(
          reports - other.reports,
          each((a, b) -> a - b, sums, other.sums),
          each((a, b) -> a - b, sumsOfSquares, other.sumsOfSquares));
    }

    private static List<Long> each(LongBinaryOperator how, List<Long> some, List<Long> others) {
      return IntStream.range(0, some.size())
          .mapToObj(i -> how.applyAsLong(some.get(i), others.get(i)))
          .toList();
    }
  }

  /** A refused record: why, and its bytes in hexadecimal. */
  record Refused(String reason, String bytes) {
    /** As it is to be found among the dead letters: nothing hidden or huge is passed on. */
    Refused asKept() {
      boolean hidden = reason.equals(Refusal.NONZERO_PADDING.code());
      return hidden || bytes.length() > 2 * 4096 ? new Refused(reason, "") : this;
    }
  }

  /** Every record that is refused, in no particular order. */
  List<Refused> deadLetters() {
    return deadLetters.stream().map(Refused::asKept).toList();
  }

  /** How many records of each kind. */
  record Mix(int counted, int duplicate, int conflicting, int invalid) {}

  /** The exact sums of every cell, by the key of its aggregate. */
  Map<String, Sums> cells() {
    return cells;
  }

  /** Every tally, by its key. */
  Map<String, Tally> tallies() {
    return tallies;
  }

  /** A mix in random order, but for a repeated id, whose first report comes first. */
  List<ProducerRecord<byte[], byte[]>> mixed(Mix mix, List<LocalDate> days) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<Report> firsts = new ArrayList<>();
    for (int i = 0; i < mix.counted(); i++) {
      firsts.add(reports.any(pick(days)));
      records.add(counted(firsts.get(i)));
    }
    // From the back, so that the places of the firsts still to come do not move.
    List<Integer> repeated = new ArrayList<>();
    for (int i = 0; i < mix.duplicate() + mix.conflicting(); i++) {
      repeated.add(i < mix.duplicate() ? i : -i);
    }
    Collections.shuffle(repeated, random);
    List<Integer> places = distinctPlaces(repeated.size(), mix.counted());
    places.sort(Collections.reverseOrder());
    for (int i = 0; i < places.size(); i++) {
      int place = places.get(i);
      Report first = firsts.get(place);
      boolean exact = repeated.get(i) >= 0;
      records.add(
          random.nextInt(place + 1, records.size() + 1),
          exact ? duplicate(first) : conflicting(first));
    }
    addInvalid(records, mix.invalid(), days);
    return records;
  }

  private List<Integer> distinctPlaces(int count, int bound) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, bound).boxed().toList());
    Collections.shuffle(all, random);
    return all.subList(0, count);
  }

  /** Fresh reports that are to be counted, of one day. */
  List<ProducerRecord<byte[], byte[]>> fresh(int count, LocalDate day) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(counted(reports.any(day)));
    }
    return records;
  }

  /** Fresh reports that come when their day has closed. */
  List<ProducerRecord<byte[], byte[]>> late(int count, LocalDate day) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tally(day, Disposition.LATE, "");
      records.add(logged(reports.any(day)));
    }
    return records;
  }

  /** Fresh reports by another registry, which is refused until the job knows it. */
  List<Report> ofRegistry(String digest, int count, LocalDate day) {
    List<Report> foreign = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      foreign.add(
          Report.newBuilder(reports.any(day))
              .setRegistryDigest(DigestPrefixes.fromHex(digest))
              .build());
    }
    return foreign;
  }

  /** Each of some reports as a record that is refused. */
  List<ProducerRecord<byte[], byte[]>> refused(List<Report> some, Refusal refusal) {
    some.forEach(report -> refused(report.getDay(), refusal, ReportFormat.encode(report)));
    return some.stream().map(Traffic::logged).toList();
  }

  /** As many random bytes as a broker takes at a time. */
  ProducerRecord<byte[], byte[]> megabyteOfGarbage() {
    byte[] garbage = new byte[1_000_000];
    random.nextBytes(garbage);
    refused(LocalDate.EPOCH, Refusal.WRONG_LENGTH, garbage);
    return logged(reports.freshId().bytes(), garbage);
  }

  /** What comes of reports that were refused, and are put back after a fix. */
  void putBack(List<Report> some) {
    some.forEach(this::counted);
  }

  /** What comes of reports that are put back once more. */
  void putBackAgain(List<Report> some) {
    some.forEach(this::duplicate);
  }

  private void refused(LocalDate day, Refusal refusal, byte[] bytes) {
    tally(day, Disposition.INVALID, refusal.code());
    deadLetters.add(new Refused(refusal.code(), HexFormat.of().formatHex(bytes)));
  }

  private ProducerRecord<byte[], byte[]> counted(Report report) {
    tally(report.getDay(), Disposition.COUNTED, "");
    cells.merge(key(report, TestReports.REGISTRY), sums(report, TestReports.REGISTRY), Sums::plus);
    return logged(report);
  }

  private ProducerRecord<byte[], byte[]> duplicate(Report first) {
    tally(first.getDay(), Disposition.DUPLICATE, "");
    return logged(first);
  }

  /** The same id and day, but of another suite: neither counts. */
  private ProducerRecord<byte[], byte[]> conflicting(Report first) {
    tally(first.getDay(), Disposition.COUNTED, "", -1);
    tally(first.getDay(), Disposition.CONFLICTING, "", 2);
    cells.merge(key(first, TestReports.REGISTRY), sums(first, TestReports.REGISTRY), Sums::minus);
    return logged(
        Report.newBuilder(first).setSuiteDigest(DigestPrefixes.of(new byte[] {9})).build());
  }

  private void addInvalid(
      List<ProducerRecord<byte[], byte[]>> records, int count, List<LocalDate> days) {
    for (int i = 0; i < count; i++) {
      var kinds = new InvalidReports(reports).of(pick(days));
      var invalid = kinds.get(i % kinds.size());
      refused(invalid.day(), invalid.refusal(), invalid.bytes());
      records.add(
          random.nextInt(records.size() + 1),
          logged(reports.freshId().bytes(), invalid.bytes().length == 0 ? null : invalid.bytes()));
    }
  }

  private static ProducerRecord<byte[], byte[]> logged(Report report) {
    return logged(report.getId().bytes(), ReportFormat.encode(report));
  }

  private static ProducerRecord<byte[], byte[]> logged(byte[] id, byte[] bytes) {
    return new ProducerRecord<>(Topics.REPORTS, null, LOGGED_MILLIS, id, bytes);
  }

  private void tally(LocalDate day, Disposition disposition, String reason) {
    tally(day, disposition, reason, 1);
  }

  private void tally(LocalDate day, Disposition disposition, String reason, long reports) {
    Tally some = new Tally(day, disposition, reason, reports);
    tallies.merge(
        TopicKeys.of(some),
        some,
        (before, more) -> new Tally(day, disposition, reason, before.getReports() + reports));
  }

  /** Key of the report's cell in the topic. */
  static String key(Report report, MetricRegistry registry) {
    return String.join(
        "/",
        TopicKeys.of(ModelVersions.of(report.getModel())),
        ModelVersions.baselineOf(report).map(TopicKeys::of).orElse("-"),
        DigestPrefixes.hex(report.getRegistryDigest()),
        DigestPrefixes.hex(report.getSuiteDigest()),
        registry.deviceClasses().get(report.getDeviceClass()),
        report.getDay().toString(),
        metric(report, registry).id(),
        metric(report, registry).mechanism().kind().name(),
        Long.toString(registry.epsilonTiers().get(report.getEpsilonTier()).nano()));
  }

  /** What one report adds to its cell. */
  static Sums sums(Report report, MetricRegistry registry) {
    if (metric(report, registry).mechanism() instanceof RandomizedResponse response) {
      List<Long> chosen = new ArrayList<>(Collections.nCopies(response.slots(), 0L));
      chosen.set(report.getPayload().get(0).intValue(), 1L);
      return new Sums(1, chosen, chosen);
    }
    return new Sums(
        1, report.getPayload(), report.getPayload().stream().map(value -> value * value).toList());
  }

  private static Metric metric(Report report, MetricRegistry registry) {
    return registry.metrics().get(report.getMetric());
  }

  private LocalDate pick(List<LocalDate> days) {
    return days.get(random.nextInt(days.size()));
  }
}
