package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.config.KafkaPropertiesFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of the brokers' clients, which a client shows that cannot even be made with them. */
class KafkaPropertiesTest {
  private static final String SECRET = "correct-horse";

  @TempDir private Path directory;

  private final StringWriter people = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"dead-letters", "replay --reason registry-mismatch"})
  void file_itsProperties_reachTheClients(String command) throws Exception {
    Path file = file("# of the brokers\nsecurity.protocol = MADE_UP\nclient.id=\n");

    assertThat(execute(command, "--kafka-properties", file.toString())).isEqualTo(1);

    assertThat(people.toString()).contains("MADE_UP", "security.protocol");
  }

  @Test
  void property_onTheCommandLine_goesBeforeTheFile() throws Exception {
    Path file = file("security.protocol=OF_THE_FILE\n");

    execute(
        "dead-letters",
        "--kafka-properties",
        file.toString(),
        "--kafka-property",
        "security.protocol=OF_THE_LINE");

    assertThat(people.toString()).contains("OF_THE_LINE").doesNotContain("OF_THE_FILE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dead-letters",
        "replay --reason registry-mismatch",
        "run --jdbc-url jdbc:postgresql://localhost/sluice"
      })
  void file_thatIsMissing_isUsageThatNamesIt(String command) {
    Path missing = directory.resolve("no.properties");

    assertThat(execute(command, "--kafka-properties", missing.toString())).isEqualTo(2);

    assertThat(people.toString()).startsWith(missing + ": there is no such file\n");
  }

  @Test
  void file_thatCannotBeRead_isUsageThatNamesIt() throws Exception {
    Path notText = directory.resolve("store.jks");
    Files.write(notText, new byte[] {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed});

    for (Path file : List.of(directory, notText)) {
      people.getBuffer().setLength(0);
      assertThat(execute("dead-letters", "--kafka-properties", file.toString())).isEqualTo(2);
      assertThat(people.toString()).startsWith(file + ": cannot be read as UTF-8 text\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sasl.jaas.config\": \"" + SECRET + "\"}",
        "=" + SECRET,
        "sasl.jaas.config=C:\\users\\" + SECRET,
        "\"" + SECRET + "\"",
      })
  void file_ofAnotherForm_isUsageThatNamesItAndTellsNothingOfIt(String text) throws Exception {
    Path file = file(text);

    assertThat(execute("dead-letters", "--kafka-properties", file.toString())).isEqualTo(2);

    assertThat(people.toString()).startsWith(file + ": ").doesNotContain(SECRET);
  }

  @Test
  void file_thatIsFarTooLong_isUsageThatNamesIt() throws Exception {
    Path file = file("#".repeat((1 << 20) + 1));

    assertThat(execute("dead-letters", "--kafka-properties", file.toString())).isEqualTo(2);

    assertThat(people.toString()).startsWith(file + ": is longer than 1048576 bytes");
  }

  @Test
  void documentedFile_isOfSettingsAndALoginThatTheClientsHave() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "deploying.md"));
    int begin = page.indexOf("```properties\n") + "```properties\n".length();
    Path file = file(page.substring(begin, page.indexOf("```", begin)));

    Map<String, String> settings = KafkaPropertiesFile.read(file);

    assertThat(settings).hasSizeGreaterThan(4).containsEntry("security.protocol", "SASL_SSL");
    assertThat(ProducerConfig.configNames()).containsAll(settings.keySet());
    assertThat(ConsumerConfig.configNames()).containsAll(settings.keySet());
    assertThat(settings.get("sasl.jaas.config"))
        .startsWith(ScramLoginModule.class.getName() + " required ")
        .endsWith(";");
  }

  /** The file is on the JobManager's machine, and may not be here. */
  @Test
  void submit_fileOfTheCluster_isHandedOnByItsName() throws Exception {
    try (FakeJobManager flink = new FakeJobManager()) {
      String job = "0123456789abcdef0123456789abcdef";
      flink.says(
          "GET /v1/jobs/" + job, 200, "{\"name\": \"sluice-aggregation\", \"state\": \"RUNNING\"}");
      Path jar = Files.writeString(directory.resolve("job.jar"), "a jar");

      int exit =
          JobsCommand.commandLine()
              .setErr(new PrintWriter(people, true))
              .setOut(new PrintWriter(new StringWriter()))
              .execute(
                  "submit",
                  "--jobmanager=" + flink.address(),
                  "--jar=" + jar,
                  "--",
                  "--bootstrap-servers=kafka:9092",
                  "--jdbc-url=jdbc:postgresql://db/sluice",
                  "--kafka-properties=/secrets/kafka.properties");

      assertThat(exit).as(people.toString()).isZero();
      assertThat(flink.requests())
          .anySatisfy(
              request ->
                  assertThat(request).contains("\"--kafka-properties=/secrets/kafka.properties\""));
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("kafka.properties"), text, StandardCharsets.UTF_8);
  }

  private int execute(String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--bootstrap-servers", "localhost:1"));
    words.addAll(List.of(options));
    return JobsCommand.commandLine()
        .setErr(new PrintWriter(people, true))
        .execute(words.toArray(String[]::new));
  }
}
