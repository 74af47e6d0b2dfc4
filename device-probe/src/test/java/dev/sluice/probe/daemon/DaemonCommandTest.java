package dev.sluice.probe.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.ExternalPower;
import dev.sluice.probe.device.ThermalState;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.schedule.Conditions;
import dev.sluice.probe.schedule.OwnerSettings;
import dev.sluice.probe.storage.DirectoryLock;
import dev.sluice.probe.storage.OwnerOnlyDirectory;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the owner writes and types, without a model and without a network. */
class DaemonCommandTest {
  @TempDir private Path directory;
  private Path file;
  private String sound;

  @BeforeEach
  void writeFile() {
    file = directory.resolve("probe.yaml");
    sound =
        """
        dataDir: %s
        gate: http://127.0.0.1:1
        ingest: http://127.0.0.1:1
        deviceClass: laptop-16gb
        models:
          - {name: tiny, version: 1.1.0, file: /nowhere/tiny.gguf, sha256: "%s"}
        """
            .formatted(directory.resolve("data"), "ab".repeat(32));
  }

  @Test
  void check_soundFile_saysNothingAndMakesNothing() throws IOException {
    CommandRun run = check(sound);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void read_onlyWhatMustBeThere_hasTheDefaults() throws Exception {
    Files.writeString(file, sound);

    DaemonConfig config = DaemonConfig.read(file);

    assertThat(config.settings().owner()).isEqualTo(OwnerSettings.DEFAULT);
    assertThat(config.network()).isEqualTo(DaemonConfig.Network.AUTO);
    assertThat(config.settings().sendDelay()).hasHours(12);
    assertThat(config.engine().memoryLimitBytes()).isEmpty();
  }

  /** What an owner cannot find here is not there for him. */
  @Test
  void help_namesEveryKeyOfTheFile() {
    String help = helpOfTheFile();

    assertThat(keys(ConfigDocument.class)).contains("schedule", "joulesPerDay", "sha256");
    assertThat(keys(ConfigDocument.class))
        .allSatisfy(key -> assertThat(help).containsPattern("(?m)(^ *|[{,] *)" + key + ":\\s"));
  }

  @Test
  void help_fileAsItIsShown_canBeReadAndHasTheDefaults() throws Exception {
    Path secret = Files.writeString(directory.resolve("fleet.secret"), "secret");
    Files.writeString(
        file,
        helpOfTheFile()
            .replace("sha256: ...", "sha256: \"" + "ab".repeat(32) + "\"")
            .replace("/etc/sluice/fleet.secret", secret.toString())
            .replace("/etc/sluice/server.key", secret.toString()));

    DaemonConfig shown = DaemonConfig.read(file);

    Files.writeString(file, sound);
    DaemonConfig least = DaemonConfig.read(file);
    assertThat(shown.settings().owner()).isEqualTo(least.settings().owner());
    assertThat(shown.settings().suites()).isEqualTo(least.settings().suites());
    assertThat(shown.settings().epsilon()).isEqualTo(least.settings().epsilon());
    assertThat(shown.settings().caps()).isEqualTo(least.settings().caps());
    assertThat(shown.settings().sendDelay()).isEqualTo(least.settings().sendDelay());
    assertThat(shown.settings().assumedWatts()).isEqualTo(least.settings().assumedWatts());
    assertThat(shown.network()).isEqualTo(least.network());
  }

  private static String helpOfTheFile() {
    String help = CommandRun.of("daemon", "--help").out();
    int begin = help.indexOf("The file:");
    return help.substring(begin + "The file:".length(), help.indexOf("With --manifest", begin));
  }

  private static List<String> keys(Class<?> document) {
    return Arrays.stream(document.getRecordComponents())
        .flatMap(key -> Stream.concat(Stream.of(key.getName()), keysBelow(key)))
        .toList();
  }

  private static Stream<String> keysBelow(RecordComponent key) {
    return Arrays.stream(ConfigDocument.class.getDeclaredClasses())
        .filter(inner -> key.getGenericType().getTypeName().contains(inner.getName()))
        .flatMap(inner -> keys(inner).stream());
  }

  @Test
  void read_memoryLimit_isTheEngines() throws Exception {
    Files.writeString(file, sound + "memoryLimit: 2G\n");

    assertThat(DaemonConfig.read(file).engine().memoryLimitBytes()).hasValue(2L << 30);
  }

  @Test
  void read_tokens_areForTheIngestUnlessTheFileSaysOtherwise() throws Exception {
    Path secret = Files.writeString(directory.resolve("fleet.secret"), "secret");
    String paid = sound + "credentialFile: " + secret + "\ntokens: true\n";
    String key = "ab".repeat(32);

    Files.writeString(file, paid);
    assertThat(DaemonConfig.read(file).tokens().orElseThrow().host()).isEqualTo("localhost");
    Files.writeString(file, paid + "tokenHost: in.example\ntokenKeys: [\"" + key + "\"]\n");
    assertThat(DaemonConfig.read(file).tokens().orElseThrow().host()).isEqualTo("in.example");
    assertThat(DaemonConfig.read(file).tokens().orElseThrow().keyIds()).containsExactly(key);
    Files.writeString(file, sound);
    assertThat(DaemonConfig.read(file).tokens()).isEmpty();
    for (String wrong : new String[] {"tokenKeys: [zz]", "tokenKeys: [~]", "tokenHost: a b"}) {
      CommandRun run = check(paid + wrong + "\n");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.err()).containsAnyOf("tokenHost, tokenKeys: ", "tokenKeys/0: must not be");
    }
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
    CommandRun run = check(sound.replace(from, to.replace('~', '\n')));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("probe: " + file + ":").contains(place);
    assertThat(run.err().replace(file.toString(), ""))
        .doesNotContain("dev.sluice", "java.", "`", "JsonToken", file.toString());
  }

  @Test
  void check_hugeEmptyOrMissingFile_isRefused() throws IOException {
    assertThat(check("#".repeat(70_000)).err()).contains("longer than");
    for (String nothing : new String[] {"", "# nothing yet\n"}) {
      assertThat(check(nothing).err()).isEqualTo("probe: " + file + ": the file is empty\n");
    }
    assertThat(check("[1, 2]").err()).contains(":1: must be keys with values");
    Files.write(file, new byte[] {'a', ':', (byte) 0xff});
    assertThat(CommandRun.of("daemon", "--check", "--config", file.toString()).err())
        .isEqualTo("probe: " + file + ": it is not UTF-8 text\n");
    Files.delete(file);
    assertThat(CommandRun.of("daemon", "--config", file.toString()).err()).contains("no such file");
  }

  @Test
  void once_withoutConsentAndNetwork_endsWellAndSaysWhyItWaits() throws IOException {
    Files.writeString(file, sound);

    assertThat(CommandRun.of("daemon", "--once", "--config", file.toString()).exitCode()).isZero();

    CommandRun status = status();
    assertThat(status.exitCode()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(status.out());
    assertThat(json.at("/running").asBoolean(true)).isFalse();
    assertThat(json.at("/endedInOrder").asBoolean(false)).isTrue();
    assertThat(json.at("/reasons/0/reason").asText()).isEqualTo("consent");
    assertThat(statusText()).contains("ended in order", "it waited because ", "consent: off");
  }

  @Test
  void once_withTokens_saysHowManyThereAreAndForWhom() throws IOException {
    Path secret = Files.writeString(directory.resolve("fleet.secret"), "secret");
    Files.writeString(file, sound + "credentialFile: " + secret + "\ntokens: true\n");

    assertThat(CommandRun.of("daemon", "--once", "--config", file.toString()).exitCode()).isZero();

    assertThat(statusText())
        .contains(
            "tokens: 0 of 4 kept, for localhost; the next is fetched when the network is used");
    assertThat(status().out()).doesNotContain("\"secret\"");
  }

  @Test
  void status_nothingWasSaidYet_isNeitherAGoodEndNorABadOne() throws IOException {
    CommandRun none = status();

    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(none.out()).has("endedInOrder")).isFalse();
    assertThat(statusText()).startsWith("no daemon runs here, and none has said anything yet");
  }

  @Test
  void daemon_secondInOneDirectory_isToldSo() throws IOException {
    Files.writeString(file, sound);
    OwnerOnlyDirectory data = OwnerOnlyDirectory.create(directory.resolve("data"));
    try (DirectoryLock first = data.lock(DaemonCommand.LOCK)) {
      CommandRun second = CommandRun.of("daemon", "--config", file.toString());

      assertThat(second.exitCode()).isEqualTo(75);
      assertThat(second.err()).contains("another daemon");
      assertThat(status().exitCode()).isZero();
    }
    assertThat(status().exitCode()).isEqualTo(1);
  }

  @Test
  void parse_networkManager_isBelievedWhereItSaysSomething() {
    assertThat(NetworkCost.parse("GENERAL.METERED:no (guessed)\n")).hasValue(false);
    assertThat(NetworkCost.parse("GENERAL.METERED:no\n\nGENERAL.METERED:yes\n")).hasValue(true);
    assertThat(NetworkCost.parse("GENERAL.METERED:unknown\n")).isEmpty();
    assertThat(NetworkCost.parse("")).isEmpty();
  }

  @Test
  void of_deviceState_meansWhatItSays() {
    DeviceState weakCharger =
        new DeviceState(
            ExternalPower.CONNECTED,
            Optional.of(true),
            OptionalDouble.of(0.5),
            Optional.of(true),
            Optional.of(false),
            OptionalDouble.of(90),
            Optional.of(ThermalState.SERIOUS),
            OptionalDouble.of(4),
            OptionalLong.of(1_000),
            OptionalInt.of(4));

    Conditions conditions = DeviceConditions.of(weakCharger, 3, Optional.empty());

    assertThat(conditions.externalPower()).hasValue(false);
    assertThat(conditions.hot()).hasValue(true);
    assertThat(conditions.otherLoad()).hasValue(0.25);
    assertThat(DeviceConditions.of(DeviceState.unknown(), 0, Optional.empty()))
        .isEqualTo(Conditions.unknown());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server: http://127.0.0.1:1 | server: ftp://x | server: only http:// and https://",
        "server: http://127.0.0.1:1 | server: http://a:b@127.0.0.1:1 | server: an address with a",
        "server: http://127.0.0.1:1 | server: http://192.0.2.7:1~deployment: edge"
            + " | server: must be https, or on this machine",
        "server: http://127.0.0.1:1 | server: https://vllm.example"
            + " | deployment: must be edge for https://vllm.example",
        "server: http://127.0.0.1:1 | server: https://vllm.example~deployment: edge | deployment:"
            + " runs as edge, and the deviceClass laptop-16gb is of deployment device",
        "server: http://127.0.0.1:1 | server: [1] | server: must be one text",
        "server: http://127.0.0.1:1 | file: /x | serverModel: is about a server",
        "serverModel: tiny | deployment: device | serverModel: is missing",
        "serverModel: tiny | serverModel: tiny~deployment: moon | deployment: must be device or",
        "serverModel: tiny | serverModel: tiny~apiKeyFile: /nowhere | apiKeyFile: cannot be used",
        "serverModel: tiny | serverModel: tiny~serverKey: x | serverKey: is no key; those there",
        "sha256: | file: /x~sha257: | sha257: is no key",
        "serverModel: tiny | serverModel: tiny~version: 2 | the key version is there twice",
      })
  void check_wrongServer_isRefusedInOneLineThatNamesThePlace(String from, String to, String place)
      throws IOException {
    String served = served();
    assertThat(check(served).exitCode()).isZero();

    CommandRun run = check(served.replace(from, to.replace("~", "\n    ")));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("probe: " + file + ":").contains(place);
    assertThat(run.err()).contains(place.contains("twice") ? ":" : "models/0/");
  }

  /** An edge server is for a class of edge servers, and a file for one of devices. */
  @Test
  void check_edgeServer_needsAClassOfEdgeServers() throws IOException {
    String edge =
        served()
            .replace("server: http://127.0.0.1:1", "server: https://vllm.example/v1")
            .replace("sha256:", "deployment: edge\n    sha256:")
            .replace("laptop-16gb", "edge-server");

    assertThat(check(edge).err()).isEmpty();
    assertThat(check(sound.replace("laptop-16gb", "edge-server")).err())
        .contains("models/0/file: runs as device, and the deviceClass edge-server");
  }

  @Test
  void check_keyFileThatHoldsNoKey_isRefusedAndNotQuoted() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "not a key\nsecret-42\n");

    CommandRun run = check(served().replace("sha256:", "apiKeyFile: " + key + "\n    sha256:"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("does not hold one API key").doesNotContain("secret-42");
  }

  private String served() {
    return sound.replaceFirst(
        "(?s)  - .*",
        """
          - name: tiny
            version: 1.1.0
            server: http://127.0.0.1:1
            serverModel: tiny
            sha256: "%s"
        """
            .formatted("ab".repeat(32)));
  }

  private CommandRun check(String content) throws IOException {
    Files.writeString(file, content);
    return CommandRun.of("daemon", "--check", "--config", file.toString());
  }

  private String statusText() {
    return CommandRun.of("status", "--data-dir", directory.resolve("data").toString()).out();
  }

  private CommandRun status() {
    return CommandRun.of("status", "--json", "--data-dir", directory.resolve("data").toString());
  }
}
