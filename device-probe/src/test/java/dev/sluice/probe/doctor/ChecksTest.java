package dev.sluice.probe.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.privacy.budget.Caps;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.ExternalPower;
import dev.sluice.probe.device.MeterFinding;
import dev.sluice.probe.device.ThermalState;
import dev.sluice.probe.doctor.Finding.Status;
import dev.sluice.probe.fit.DeviceKind;
import dev.sluice.probe.gguf.GgufFault;
import dev.sluice.probe.llama.TinyModels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
  private static final long GIB = 1L << 30;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"17, 64, OK", "21, 64, OK", "11, 64, PROBLEM", "17, 32, PROBLEM"})
  void java_versionAndWidth(int feature, String dataModel, Status status) {
    assertThat(new JavaCheck(feature, feature + ".0.1", dataModel).run().status())
        .isEqualTo(status);
  }

  @Test
  void processor_missingInstructions_areNamed() {
    Finding finding = new ProcessorCheck("amd64", 4, List.of("avx2", "bmi2")).run();

    assertThat(finding.status()).isEqualTo(Status.PROBLEM);
    assertThat(finding.detail()).contains("avx2, bmi2");
    assertThat(new ProcessorCheck("amd64", 1, List.of()).run().status()).isEqualTo(Status.WARNING);
  }

  @Test
  void libgomp_whereverItIs_isFound() throws IOException {
    List<Path> places = List.of(directory.resolve("none"), directory);

    assertThat(new ThreadLibraryCheck("Linux", places).run().status()).isEqualTo(Status.WARNING);
    Files.createFile(Files.createDirectory(directory.resolve("arch")).resolve("libgomp.so.1"));
    assertThat(new ThreadLibraryCheck("Linux", places).run().status()).isEqualTo(Status.OK);
    assertThat(new ThreadLibraryCheck("Mac OS X", places).run().status())
        .isEqualTo(Status.NOT_CHECKED);
  }

  @ParameterizedTest
  @CsvSource({"16, LAPTOP, OK", "2, PHONE, WARNING", "0.5, LAPTOP, PROBLEM"})
  void memory_whatIsLeftForAModel_counts(double gib, DeviceKind kind, Status status) {
    assertThat(new MemoryCheck((long) (gib * GIB), kind).run().status()).isEqualTo(status);
  }

  @Test
  void disk_roomThatIsLeft_counts() {
    assertThat(new DiskCheck("x", OptionalLong.of(9 * GIB)).run().status()).isEqualTo(Status.OK);
    assertThat(new DiskCheck("x", OptionalLong.of(GIB)).run().status()).isEqualTo(Status.WARNING);
    assertThat(new DiskCheck("x", OptionalLong.of(1)).run().status()).isEqualTo(Status.PROBLEM);
    assertThat(new DiskCheck("x", OptionalLong.empty()).run().status()).isEqualTo(Status.WARNING);
  }

  @Test
  void temporaryDirectory_usable_isOkAndLeftEmpty() throws InterruptedException, IOException {
    assertThat(new TemporaryDirectoryCheck(directory).run().status()).isEqualTo(Status.OK);
    try (var left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
    Finding missing = new TemporaryDirectoryCheck(directory.resolve("none")).run();
    assertThat(missing.status()).isEqualTo(Status.PROBLEM);
    assertThat(missing.remedy().orElseThrow()).contains("java.io.tmpdir");
  }

  @Test
  void model_soundTruncatedOrTooLarge_isToldApart() throws IOException {
    byte[] good = Files.readAllBytes(TinyModels.good());
    Path cut = Files.write(directory.resolve("cut.gguf"), java.util.Arrays.copyOf(good, 9_999));

    assertThat(model(TinyModels.good(), GIB).status()).isEqualTo(Status.OK);
    assertThat(model(TinyModels.good(), 1_000).detail()).contains("may be used");
    assertThat(model(cut, GIB).status()).isEqualTo(Status.PROBLEM);
    assertThat(model(directory.resolve("none"), GIB).detail()).contains("no such file");
    assertThat(new ModelCheck(Optional.empty(), 256, GIB).run().status())
        .isEqualTo(Status.NOT_CHECKED);
  }

  /** What nobody may read is not mended by another copy of it. */
  @ParameterizedTest
  @CsvSource({
    "UNREADABLE, let this user read it",
    "MISSING, look at the path",
    "NOT_A_FILE, name the model's file itself",
    "TRUNCATED, fetch the file again",
    "CORRUPT, fetch the file again",
    "NOT_A_MODEL, fetch another file"
  })
  void model_thatCannotBeUsed_hasTheRemedyOfItsFault(GgufFault fault, String remedy) {
    assertThat(ModelCheck.remedy(fault)).startsWith(remedy);
  }

  @Test
  void model_thatThisUserMayNotRead_isNotToBeFetchedAgain() throws IOException {
    Path file = Files.copy(TinyModels.good(), directory.resolve("secret.gguf"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user may read everything");

    assertThat(model(file, GIB).remedy().orElseThrow()).startsWith("let this user read it");
  }

  @Test
  void dataDirectory_openToOthers_saysWhatToType() throws IOException {
    Path data = directory.resolve("data");
    new ConsentFile(data).write(Consent.TELEMETRY);
    assertThat(new DataDirectoryCheck(Optional.of(data)).run().status()).isEqualTo(Status.OK);

    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    Finding finding = new DataDirectoryCheck(Optional.of(data)).run();

    assertThat(finding.status()).isEqualTo(Status.PROBLEM);
    assertThat(finding.remedy().orElseThrow()).contains("chmod 700");
  }

  @Test
  void dataDirectory_thatIsNotThere_isFineAndIsNotMade() {
    Path data = directory.resolve("data");

    assertThat(new DataDirectoryCheck(Optional.of(data)).run().status()).isEqualTo(Status.OK);
    assertThat(ledger(data).status()).isEqualTo(Status.OK);
    assertThat(new ConsentCheck(Optional.of(data)).run().status()).isEqualTo(Status.WARNING);
    assertThat(data).doesNotExist();
  }

  @Test
  void consent_anyChoice_isFineAndADamagedOneIsNot() throws IOException {
    Path data = directory.resolve("data");
    new ConsentFile(data).write(Consent.OFF);
    assertThat(new ConsentCheck(Optional.of(data)).run().detail()).contains("off");

    Files.writeString(data.resolve("consent"), "perhaps");

    assertThat(new ConsentCheck(Optional.of(data)).run().status()).isEqualTo(Status.PROBLEM);
  }

  @Test
  void ledger_thatNobodyCanRead_isAProblem() throws IOException {
    Path data = directory.resolve("data");
    new ConsentFile(data).write(Consent.TELEMETRY);
    Path mark = Files.writeString(data.resolve("ledger.mark"), "nonsense");
    Files.setPosixFilePermissions(mark, PosixFilePermissions.fromString("rw-------"));

    assertThat(ledger(data).status()).isEqualTo(Status.PROBLEM);
  }

  @Test
  void meters_whatTheSystemDoesNotTell_isNotChecked() {
    assertThat(new PowerCheck(DeviceState.unknown()).run().status()).isEqualTo(Status.NOT_CHECKED);
    assertThat(new HeatCheck(DeviceState.unknown()).run().status()).isEqualTo(Status.NOT_CHECKED);
    assertThat(new EnergyCheck(new MeterFinding.NotFound("none", Optional.empty())).run().status())
        .isEqualTo(Status.NOT_CHECKED);
    Finding closed =
        new EnergyCheck(new MeterFinding.NotFound("closed", Optional.of("chmod"))).run();
    assertThat(closed.status()).isEqualTo(Status.WARNING);
    assertThat(closed.remedy()).contains("chmod");
  }

  @Test
  void meters_hotDeviceThatSavesPower_isWarnedOf() {
    DeviceState hot =
        new DeviceState(
            ExternalPower.DISCONNECTED,
            Optional.of(true),
            OptionalDouble.of(0.4),
            Optional.of(true),
            Optional.of(true),
            OptionalDouble.of(97),
            Optional.of(ThermalState.SERIOUS),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalInt.empty());

    assertThat(new PowerCheck(hot).run().detail())
        .isEqualTo("unplugged, battery 40 %, saving power");
    assertThat(new PowerCheck(hot).run().status()).isEqualTo(Status.WARNING);
    assertThat(new HeatCheck(hot).run().status()).isEqualTo(Status.WARNING);
    assertThat(new HeatCheck(hot).run().detail()).contains("97 degrees");
  }

  @ParameterizedTest
  @CsvSource({"2026-12-01, OK", "1970-01-01, PROBLEM", "2107-01-01, PROBLEM"})
  void clock_dayThatCannotBe_isAProblem(LocalDate today, Status status) {
    assertThat(new ClockCheck(today).run().status()).isEqualTo(status);
  }

  @Test
  void server_readyOrNot_isToldApart() throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(server, "/readyz", 200, "ready");
    answer(server, "/v1/flags", 200, "<html>hello</html>");
    server.start();
    Optional<URI> address =
        Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    try {
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      assertThat(ServerCheck.ingest(address, today).run().status()).isEqualTo(Status.OK);
      assertThat(ServerCheck.ingest(address, today.minusDays(9)).run().detail())
          .contains("this device's is");
      assertThat(ServerCheck.gate(address, today).run().detail()).contains("not as a gate does");
    } finally {
      server.stop(0);
    }
    assertThat(ServerCheck.ingest(address, TODAY).run().detail()).startsWith("no answer from");
    assertThat(ServerCheck.gate(Optional.of(URI.create("nowhere")), TODAY).run().status())
        .isEqualTo(Status.PROBLEM);
    assertThat(ServerCheck.gate(Optional.empty(), TODAY).run().status())
        .isEqualTo(Status.NOT_CHECKED);
  }

  @Test
  void examination_checkThatBreaks_isOneProblemAmongOthers() {
    List<Examination.Result> heard = new ArrayList<>();
    Check broken =
        check(
            "broken",
            () -> {
              throw new IllegalStateException("two\nlines\u001b[2J");
            });
    Check missing =
        check(
            "missing",
            () -> {
              throw new NoClassDefFoundError("oshi/SystemInfo");
            });
    Check sound = check("sound", () -> Finding.ok("fine"));

    List<Examination.Result> results = Examination.of(List.of(broken, missing, sound), heard::add);

    assertThat(heard).isEqualTo(results);
    assertThat(results)
        .extracting(one -> one.finding().status())
        .containsExactly(Status.PROBLEM, Status.PROBLEM, Status.OK);
    assertThat(results.get(0).finding().detail()).contains("two lines").matches("[\\x20-\\x7e]+");
    assertThat(Examination.healthy(results)).isFalse();
    assertThat(Examination.healthy(results.subList(2, 3))).isTrue();
  }

  private interface Body {
    Finding run();
  }

  private static Check check(String name, Body body) {
    return new Check() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Finding run() {
        return body.run();
      }
    };
  }

  private static Finding model(Path file, long availableBytes) {
    return new ModelCheck(Optional.of(file), 2_048, availableBytes).run();
  }

  private static Finding ledger(Path data) {
    return new LedgerCheck(Optional.of(data), new Caps(4, 24_000_000_000L), TODAY).run();
  }

  private static void answer(HttpServer server, String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
