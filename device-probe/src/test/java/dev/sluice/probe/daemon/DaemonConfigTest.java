package dev.sluice.probe.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.schedule.OwnerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the owner writes, and what is said of it. */
class DaemonConfigTest {
  @TempDir private Path directory;
  private DaemonFile file;

  @BeforeEach
  void begin() {
    file = new DaemonFile(directory);
  }

  @Test
  void check_soundFile_saysNothingAndMakesNothing() throws IOException {
    CommandRun run = file.check(file.sound);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(file.dataDirectory).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "deviceClass: laptop-16gb|deviceClass: mainframe|deviceClass",
        "deviceClass: laptop-16gb|epsilon: 1|deviceClass: is missing",
        "gate: http://127.0.0.1:1|gate: ftp://x|gate",
        "gate: http://127.0.0.1:1|gate: [1, 2]|gate",
        "1.1.0, file|1.1.0, fyle|fyle",
        "1.1.0, file|1.1.0, deployment: edge, file|models/0/deployment: is about a server",
        "1.1.0, file|1.1.0, apiKeyFile: /x, file|models/0/apiKeyFile: is about a server",
        "abab|zzzz|sha256",
        "version: 1.1.0|version: 1.1.0-rc.1.build7|models/0/version: must be 1 to 16",
        "name: tiny|name: a-name-that-no-rollout-has|models/0/name: must be 1 to 24",
        "name: tiny|name: my model|models/0/name: must be 1 to 24",
        "models:|models: {}|probe.yaml",
        "deviceClass:|epsilon: 3~deviceClass:|epsilon",
        "deviceClass:|sendDelay: 9d~deviceClass:|sendDelay",
        "deviceClass:|memoryLimit: much~deviceClass:|memoryLimit",
        "deviceClass:|memoryLimit: 1M~deviceClass:|memoryLimit",
        "deviceClass:|context: 8~deviceClass:|context: must be between 16 and 131072, was 8",
        "deviceClass:|context: 131073~deviceClass:|context: must be between 16 and 131072",
        "deviceClass:|context: many~deviceClass:|:4: context: must be a whole number",
        "deviceClass:|threads: 0~deviceClass:|threads: must be between 1 and 256, was 0",
        "deviceClass:|threads: 1.5~deviceClass:|:4: threads: must be a whole number",
        "deviceClass:|cacheType: Q8_0~deviceClass:|cacheType: must be f16, q8_0 or q4_0, was Q8_0",
        "deviceClass:|cacheType: [f16]~deviceClass:|:4: cacheType: must be one text",
        "deviceClass:|maxReports: 99~deviceClass:|maxReports",
        "deviceClass:|suites: nothing-such~deviceClass:|suites",
        "deviceClass:|schedule: {quietHours: [\"25:00-26:00\"]}~deviceClass:|schedule/quietHours/0",
        "deviceClass:|schedule: {minutesPerDay: -1}~deviceClass:|schedule/minutesPerDay",
        "deviceClass:|schedule: {joulesPerDay: .nan}~deviceClass:|joulesPerDay",
        "deviceClass:|schedule: {assumedWatts: 0}~deviceClass:|assumedWatts",
        "deviceClass:|schedule: {unknown: {weather: run}}~deviceClass:|schedule/unknown",
        "deviceClass:|schedule: {unknown: {power: maybe}}~deviceClass:|schedule/unknown/power",
        "deviceClass:|schedule: {network: fast}~deviceClass:|schedule/network",
        "deviceClass:|tokens: true~deviceClass:|tokens: need a credentialFile",
        "deviceClass:|tokens: maybe~deviceClass:|tokens",
        "deviceClass:|tokenHost: in.example~deviceClass:|tokenHost, tokenKeys: are about tokens",
        "deviceClass:|deviceClass: a~deviceClass:|the key deviceClass is there twice",
        "gate: http://127.0.0.1:1|gate: {a: b}|:2: gate: must be one text",
        "deviceClass:|tokens: 5~deviceClass:|:4: tokens: must be true or false",
        "deviceClass:|maxReports: 1.5~deviceClass:|:4: maxReports: must be a whole number",
        "deviceClass:|maxReports: 99999999999~deviceClass:|:4: maxReports: must be a whole number",
        "deviceClass:|epsilon: .nan~deviceClass:|:4: epsilon: must be a number",
        "deviceClass:|schedule: 5~deviceClass:|:4: schedule: must be keys with values",
        "deviceClass:|schedule: {quietHours: x}~deviceClass:|:4: schedule/quietHours: must be a"
            + " list",
        "deviceClass:|schedule: {quietHours: [null]}~deviceClass:|quietHours/0: must not be empty",
        "deviceClass:|schedule: {unknown: {power: null}}~deviceClass:|unknown/power: must not be",
        "models:|models: [null]~x:|:5: models/0: must not be empty",
        "deviceClass:|schedule: {leastBatteryPercent: 400}~deviceClass:|Percent: must be 0 to 100",
        "deviceClass:|schedule: {assumedWats: 1}~deviceClass:|assumedWats: is no key; those there",
        "deviceClass:|suites: \"a\\nb\"~deviceClass:|suites: there is no bundled suite 'a b'",
        "deviceClass:|@x: 1~deviceClass:|:4:1: not YAML: found character",
        "models:|--- ~models:|:6: a second document begins",
        "deviceClass:|x: &a [1]~y: *a~deviceClass:|probe.yaml: x: is no key",
      })
  void check_wrongFile_isRefusedInOneLineThatNamesThePlace(String from, String to, String place)
      throws IOException {
    CommandRun run = file.check(file.sound.replace(from, to.replace('~', '\n')));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("probe: " + file.path + ":").contains(place);
    assertThat(run.err().replace(file.path.toString(), ""))
        .doesNotContain("dev.sluice", "java.", "`", "JsonToken", file.path.toString());
  }

  @Test
  void check_hugeEmptyOrMissingFile_isRefused() throws IOException {
    assertThat(file.check("#".repeat(70_000)).err()).contains("longer than");
    for (String nothing : new String[] {"", "# nothing yet\n"}) {
      assertThat(file.check(nothing).err())
          .isEqualTo("probe: " + file.path + ": the file is empty\n");
    }
    assertThat(file.check("[1, 2]").err()).contains(":1: must be keys with values");
    Files.write(file.path, new byte[] {'a', ':', (byte) 0xff});
    assertThat(CommandRun.of("daemon", "--check", "--config", file.path.toString()).err())
        .isEqualTo("probe: " + file.path + ": it is not UTF-8 text\n");
    Files.delete(file.path);
    assertThat(CommandRun.of("daemon", "--config", file.path.toString()).err())
        .contains("no such file");
  }

  @Test
  void read_onlyWhatMustBeThere_hasTheDefaults() throws Exception {
    file.write(file.sound);

    DaemonConfig config = DaemonConfig.read(file.path);

    assertThat(config.settings().owner()).isEqualTo(OwnerSettings.DEFAULT);
    assertThat(config.network()).isEqualTo(DaemonConfig.Network.AUTO);
    assertThat(config.settings().sendDelay()).hasHours(12);
    assertThat(config.engine().memoryLimitBytes()).isEmpty();
  }

  @Test
  void read_memoryLimit_isTheEngines() throws Exception {
    file.write(file.sound + "memoryLimit: 2G\n");

    assertThat(DaemonConfig.read(file.path).engine().memoryLimitBytes()).hasValue(2L << 30);
  }

  @Test
  void read_contextThreadsAndCacheType_areTheEngines() throws Exception {
    file.write(file.sound + "context: 4096\nthreads: 2\ncacheType: q8_0\n");

    EngineSettings engine = DaemonConfig.read(file.path).engine();

    assertThat(engine.contextTokens()).hasValue(4_096);
    assertThat(engine.threads()).isEqualTo(2);
    assertThat(engine.cacheType()).isEqualTo(CacheType.Q8_0);
  }

  /** What a server does is not for this file to say. */
  @ParameterizedTest
  @ValueSource(strings = {"context: 4096", "threads: 2", "cacheType: q8_0"})
  void check_engineOfAServer_isRefused(String key) throws IOException {
    CommandRun run = file.check(file.served + key + "\n");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("context, threads, cacheType: are a server's own affair");
  }

  @Test
  void read_tokens_areForTheIngestUnlessTheFileSaysOtherwise() throws Exception {
    Path secret = Files.writeString(directory.resolve("fleet.secret"), "secret");
    String paid = file.sound + "credentialFile: " + secret + "\ntokens: true\n";
    String key = "ab".repeat(32);

    file.write(paid);
    assertThat(DaemonConfig.read(file.path).tokens().orElseThrow().host()).isEqualTo("localhost");
    file.write(paid + "tokenHost: in.example\ntokenKeys: [\"" + key + "\"]\n");
    assertThat(DaemonConfig.read(file.path).tokens().orElseThrow().host()).isEqualTo("in.example");
    assertThat(DaemonConfig.read(file.path).tokens().orElseThrow().keyIds()).containsExactly(key);
    file.write(file.sound);
    assertThat(DaemonConfig.read(file.path).tokens()).isEmpty();
    for (String wrong : new String[] {"tokenKeys: [zz]", "tokenKeys: [~]", "tokenHost: a b"}) {
      CommandRun run = file.check(paid + wrong + "\n");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.err()).containsAnyOf("tokenHost, tokenKeys: ", "tokenKeys/0: must not be");
    }
  }
}
