package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

/**
 * Reads every topic's records as a stranger would: with Avro's own generic reader, the schema files
 * and what docs/contracts.md says, and without any class of this project's.
 */
class ContractDocumentTest {
  private static final Path CONTRACT = Path.of("..", "docs", "contracts.md");
  private static final Path SCHEMAS = Path.of("src", "main", "avro");
  private static final Pattern TOPIC =
      Pattern.compile("(?m)^\\| `(sluice\\.[a-z.0-9-]+)` \\|[^|]*\\| `(\\w+)`[^|]*\\| (\\w+)");
  private static final Pattern FINGERPRINT =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| `([0-9a-f]{16})` \\|");

  @Test
  void topics_areThoseOfTheTable() throws IOException {
    Map<String, String> cleanup = table(TOPIC, 1, 3);

    assertThat(cleanup)
        .isEqualTo(
            Topics.ALL.stream()
                .collect(
                    Collectors.toMap(
                        Topics.Topic::name, each -> each.compacted() ? "compact" : "delete")));
  }

  @Test
  void records_ofEveryTopic_areReadByWhatTheDocumentSays() throws IOException {
    LocalDate day = LocalDate.of(2026, 11, 24);
    Tally tally = new Tally(day, Disposition.LATE, "", 3L);
    DeadLetter letter = new DeadLetter("malformed", day, 3, 77L, 1, ByteBuffer.wrap(new byte[1]));
    Map<String, byte[]> written =
        Map.of(
            Topics.REPORTS, ReportFormat.encode(TestReports.quality()),
            Topics.AGGREGATES, Codecs.AGGREGATE.encode(GoldenBytesTest.aggregate()),
            Topics.TALLIES, Codecs.TALLY.encode(tally),
            Topics.DEAD_LETTERS, Codecs.DEAD_LETTER.encode(letter),
            Topics.DECISIONS, Codecs.DECISION.encode(GoldenBytesTest.decision()));
    Map<String, String> recordOfTopic = table(TOPIC, 1, 2);

    assertThat(written.keySet()).isEqualTo(recordOfTopic.keySet());
    for (String topic : written.keySet()) {
      GenericRecord read = read(written.get(topic), recordOfTopic.get(topic));
      assertThat(read.getSchema().getName()).isEqualTo(recordOfTopic.get(topic));
    }
    GenericRecord report = read(written.get(Topics.REPORTS), "Report");
    assertThat(report.get("metric")).isEqualTo(TestReports.quality().getMetric());
    assertThat(((GenericRecord) report.get("model")).get("engine")).hasToString("LLAMA_CPP");
    assertThat(report.get("day")).isEqualTo((int) TestReports.quality().getDay().toEpochDay());
    GenericRecord read = read(written.get(Topics.TALLIES), "Tally");
    assertThat(read.get("reports")).isEqualTo(3L);
    assertThat(read.get("disposition")).hasToString("LATE");
  }

  private static GenericRecord read(byte[] bytes, String record) throws IOException {
    Schema schema = schemas().get(record);
    assertThat(bytes).startsWith(0xC3, 0x01);
    String fingerprint =
        Long.toHexString(ByteBuffer.wrap(bytes, 2, 8).order(ByteOrder.LITTLE_ENDIAN).getLong());
    assertThat(fingerprint)
        .isEqualTo(table(FINGERPRINT, 1, 2).get(record))
        .isEqualTo(Long.toHexString(SchemaNormalization.parsingFingerprint64(schema)));
    byte[] body = Arrays.copyOfRange(bytes, 10, bytes.length);
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(body, null);
    GenericRecord read = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
    if (record.equals("Report")) {
      assertThat(bytes).hasSize(ReportFormat.BYTES);
      assertThat(decoder.inputStream().readAllBytes()).containsOnly(0);
    } else {
      assertThat(decoder.isEnd()).isTrue();
    }
    return read;
  }

  /** The files refer to the types of common.avsc, which is read first. */
  private static Map<String, Schema> schemas() throws IOException {
    Schema.Parser parser = new Schema.Parser();
    parser.parse(Files.readString(SCHEMAS.resolve("common.avsc")));
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      return files
          .filter(file -> !file.endsWith("common.avsc"))
          .map(file -> parse(parser, file))
          .collect(Collectors.toMap(Schema::getName, schema -> schema));
    }
  }

  private static Schema parse(Schema.Parser parser, Path file) {
    try {
      return parser.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> table(Pattern row, int key, int value) throws IOException {
    return row.matcher(Files.readString(CONTRACT))
        .results()
        .collect(Collectors.toMap((MatchResult r) -> r.group(key), r -> r.group(value)));
  }
}
