package dev.sluice.probe.release;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads JSON that has one meaning only: UTF-8 without a mark, no key twice, nothing behind the
 * document, bounded depth and length. Two programs that read such bytes read the same.
 */
final class StrictJson {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_STRING = 4_000_000;
  private static final int MAX_NUMBER = 20;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING)
                          .maxNumberLength(MAX_NUMBER)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private StrictJson() {}

  /**
   * Reads an object.
   *
   * @param what what the bytes should be, for messages
   * @param maxBytes more are refused unread
   */
  static ObjectNode object(byte[] bytes, String what, int maxBytes)
      throws MalformedReleaseException {
    if (bytes.length > maxBytes) {
      throw new MalformedReleaseException(
          "%s must have at most %d bytes, has %d".formatted(what, maxBytes, bytes.length));
    }
    JsonNode node = node(text(bytes, what), what);
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new MalformedReleaseException(what + " must be a JSON object");
  }

  /** Strictly UTF-8; left to itself the parser would guess among UTF-8, -16 and -32. */
  private static String text(byte[] bytes, String what) throws MalformedReleaseException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedReleaseException(what + " is not UTF-8");
    }
  }

  private static JsonNode node(String text, String what) throws MalformedReleaseException {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).orElse(MAPPER.missingNode());
    } catch (JsonProcessingException e) {
      // The parser's own words; never its excerpt of the source.
      String reason = Quoted.line(String.valueOf(e.getOriginalMessage()));
      String place =
          e.getLocation() == null
              ? ""
              : " (line %d, column %d)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new MalformedReleaseException(what + " is not JSON: " + reason + place);
    }
  }
}
