package dev.sluice.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro single-object encoding (Avro specification 1.12, "Single-object encoding"): the marker C3
 * 01, the schema's CRC-64-AVRO fingerprint in little-endian order, the body.
 *
 * <p>A reader looks the fingerprint up in a fixed table; a schema that a sender could supply is
 * never parsed (CVE-2024-47561), and no length field is believed beyond the bytes at hand ({@link
 * InMemoryDecoder}). Bytes after the record are refused; behind a report, {@link ReportFormat} has
 * its zeros. Safe for use by many threads.
 *
 * @param <T> type of the record
 */
public final class SingleObjectCodec<T extends SpecificRecord> {
  /** Bytes before the body. */
  public static final int HEADER_BYTES = 10;

  private static final byte MARKER_0 = (byte) 0xC3;
  private static final byte MARKER_1 = 0x01;

  private final Schema schema;
  private final byte[] header;
  private final Map<Long, SpecificDatumReader<T>> readers;
  private final SpecificData model;

  /**
   * A codec that writes a record's present schema.
   *
   * @param schema the present schema of {@code T}
   * @param released schemas of older releases that must still be readable
   */
  public SingleObjectCodec(Schema schema, List<Schema> released) {
    this.schema = schema;
    this.header = header(schema);
    this.readers = new HashMap<>();
    this.model = SpecificData.getForSchema(schema);
    released.forEach(this::admit);
    admit(schema);
  }

  /** Whether bytes begin as those of a record of the present schema do. */
  public boolean isOfPresentSchema(byte[] bytes) {
    return bytes.length >= HEADER_BYTES
        && Arrays.equals(bytes, 0, HEADER_BYTES, header, 0, HEADER_BYTES);
  }

  /** Encodes one record. */
  public byte[] encode(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    bytes.writeBytes(header);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new SpecificDatumWriter<T>(schema, model).write(value, encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory cannot fail", impossible);
    }
    return bytes.toByteArray();
  }

  /** Decodes one record, or says why the bytes are not one. */
  public Decoded<T> decode(byte[] bytes) {
    return decode(
        bytes, (value, end) -> end == bytes.length ? Optional.of(value) : Optional.empty());
  }

  /** What is made of a record and of the place behind it. */
  interface Ending<T, R> {
    /** Empty if a record must not end there. */
    Optional<R> of(T value, int end);
  }

  /** Decodes one record, behind which there may be more. */
  <R> Decoded<R> decode(byte[] bytes, Ending<T, R> ending) {
    if (bytes.length < HEADER_BYTES || bytes[0] != MARKER_0 || bytes[1] != MARKER_1) {
      return new Decoded.Refused<>(Decoded.Reason.NOT_SINGLE_OBJECT);
    }
    SpecificDatumReader<T> reader =
        readers.get(ByteBuffer.wrap(bytes, 2, 8).order(ByteOrder.LITTLE_ENDIAN).getLong());
    if (reader == null) {
      return new Decoded.Refused<>(Decoded.Reason.UNKNOWN_SCHEMA);
    }
    return decodeBody(bytes, reader, ending);
  }

  private <R> Decoded<R> decodeBody(
      byte[] bytes, SpecificDatumReader<T> reader, Ending<T, R> ending) {
    InMemoryDecoder decoder = new InMemoryDecoder(bytes, HEADER_BYTES);
    try {
      T value = reader.read(null, decoder);
      return ending
          .of(value, decoder.position())
          .<Decoded<R>>map(Decoded.Value::new)
          .orElseGet(() -> new Decoded.Refused<>(Decoded.Reason.MALFORMED));
    } catch (IOException
        | AvroRuntimeException
        | UnsupportedOperationException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | java.time.DateTimeException malformed) {
      // Avro has no one exception for bad input: it lets those of its arithmetic and of its
      // containers through.
      return new Decoded.Refused<>(Decoded.Reason.MALFORMED);
    }
  }

  /** A reader resolves the two schemas once a thread; many threads may share it. */
  private void admit(Schema writer) {
    readers.put(
        SchemaNormalization.parsingFingerprint64(writer),
        new SpecificDatumReader<>(writer, schema, model));
  }

  private static byte[] header(Schema schema) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MARKER_0)
        .put(MARKER_1)
        .putLong(SchemaNormalization.parsingFingerprint64(schema))
        .array();
  }
}
