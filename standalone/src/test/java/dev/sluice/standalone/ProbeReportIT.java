package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standalone.ChildProcess.Outcome;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code probe report} with a real model, against {@code sluice up}. */
@Timeout(300)
class ProbeReportIT {
  private static final int TRY_AGAIN = 75;
  private static final Path MODELS = Path.of("..", "models").toAbsolutePath().normalize();
  private static final Pattern DRAWN = Pattern.compile("drew ([a-z0-9_]+); the server has it");

  @TempDir private static Path root;
  private static UpProcess up;

  @BeforeAll
  static void start() throws Exception {
    up = UpProcess.start(root.resolve("data"));
  }

  @AfterAll
  static void stop() {
    up.close();
  }

  @Test
  void report_serverUp_isCountedInItsCellAndGivenOnce() throws Exception {
    LocalDate before = today();
    Outcome first = probe("one", "tiny-1.0.0-q8_0.gguf", up.addresses().ingest());
    LocalDate after = today();
    List<byte[]> inKafka = ReportsTopic.values(up.addresses().brokers());
    Outcome second = probe("one", "tiny-1.0.0-q8_0.gguf", up.addresses().ingest());

    assertThat(first.exitCode()).isZero();
    Matcher drawn = DRAWN.matcher(first.errors());
    assertThat(drawn.find()).isTrue();
    Eventually.passes(
        () ->
            assertThat(new Tables(up.addresses()).cells("1.0.0"))
                .singleElement()
                .isIn(cell(drawn.group(1), before), cell(drawn.group(1), after)));
    assertThat(second.exitCode()).isZero();
    assertThat(second.errors()).contains("has been answered for this version");
    assertThat(ReportsTopic.values(up.addresses().brokers())).hasSameSizeAs(inKafka);
  }

  @Test
  void report_comparedWithTheVersionBefore_isOneDifferenceFromIt() throws Exception {
    Outcome outcome =
        probe(
            "three",
            "tiny-1.2.0-q8_0.gguf",
            up.addresses().ingest(),
            "--compare-with",
            MODELS.resolve("tiny-1.1.0-q8_0.gguf").toString());

    assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
    Matcher drawn = DRAWN.matcher(outcome.errors());
    assertThat(drawn.find()).isTrue();
    assertThat(drawn.group(1)).matches(".+_(difference|of_both|for_both)");
    Eventually.passes(
        () ->
            assertThat(new Tables(up.addresses()).baselines("1.2.0"))
                .containsExactly("tiny 1.1.0"));
  }

  @Test
  void report_serverBusy_isKeptAndDeliveredLaterWithTheSameBytes() throws Exception {
    List<ByteBuffer> offered;
    try (BusyIngest busy = new BusyIngest()) {
      Outcome kept = probe("two", "tiny-1.1.0-q8_0.gguf", busy.address());
      offered = busy.bodies();

      assertThat(kept.exitCode()).isEqualTo(TRY_AGAIN);
      assertThat(kept.errors()).contains("kept for a later turn");
    }
    Outcome delivered = probe("two", "tiny-1.1.0-q8_0.gguf", up.addresses().ingest());

    assertThat(delivered.exitCode()).isZero();
    assertThat(delivered.errors()).contains("an earlier report: the server has it");
    assertThat(offered.size()).isGreaterThan(1);
    assertThat(offered.stream().distinct()).hasSize(1);
    assertThat(ReportsTopic.values(up.addresses().brokers()).stream().map(ByteBuffer::wrap))
        .containsOnlyOnce(offered.get(0));
    Eventually.passes(() -> assertThat(new Tables(up.addresses()).cells("1.1.0")).hasSize(1));
  }

  /** One turn of a device that has a ledger of its own; one suite is enough to have a number. */
  private static Outcome probe(String device, String model, URI ingest, String... more) {
    List<String> arguments = new ArrayList<>(turn(device, model, ingest));
    arguments.addAll(List.of(more));
    return ChildProcess.run(dev.sluice.probe.Main.class, arguments.toArray(String[]::new));
  }

  private static List<String> turn(String device, String model, URI ingest) {
    return List.of(
        "report",
        "--model",
        MODELS.resolve(model).toString(),
        "--suite",
        "intent",
        "--rollout",
        "tiny",
        "--device-class",
        "laptop-16gb",
        "--ingest",
        ingest.toString(),
        "--consent",
        "telemetry",
        "--send-delay",
        "0",
        "--data-dir",
        root.resolve(device).toString());
  }

  private static List<String> cell(String metric, LocalDate day) {
    return List.of("laptop-16gb", metric, "1", day.toString(), "Q8_0", "1");
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }
}
