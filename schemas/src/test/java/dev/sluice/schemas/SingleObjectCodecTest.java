package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SingleObjectCodecTest {
  private static final byte[] ENCODED = ReportFormat.encode(TestReports.quality());

  @Test
  void decode_whatEncodeWrote_isTheRecord() {
    Report report = TestReports.quality();

    assertThat(Codecs.REPORT.decode(Codecs.REPORT.encode(report)))
        .isEqualTo(new Decoded.Value<>(report));
  }

  @Test
  void decode_emptyOrWithoutMarker_isNotSingleObject() {
    assertThat(refusal(new byte[0])).isEqualTo(Decoded.Reason.NOT_SINGLE_OBJECT);
    assertThat(refusal("{\"json\": true}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo(Decoded.Reason.NOT_SINGLE_OBJECT);
  }

  @Test
  void decode_otherFingerprint_isUnknownSchema() {
    byte[] other = ENCODED.clone();
    other[5] ^= 1;

    assertThat(refusal(other)).isEqualTo(Decoded.Reason.UNKNOWN_SCHEMA);
  }

  @Test
  void decode_truncatedAnywhereInTheBody_isMalformed() {
    for (int length = SingleObjectCodec.HEADER_BYTES; length < ENCODED.length; length++) {
      assertThat(refusal(Arrays.copyOf(ENCODED, length))).isEqualTo(Decoded.Reason.MALFORMED);
    }
  }

  @Test
  void decode_trailingByte_isMalformed() {
    assertThat(refusal(Arrays.copyOf(ENCODED, ENCODED.length + 1)))
        .isEqualTo(Decoded.Reason.MALFORMED);
  }

  @Test
  void decode_absurdLengths_areRefusedWithoutAllocating() {
    // The string length of model.name is the first byte after header, id and registry digest.
    byte[] absurd = ENCODED.clone();
    Arrays.fill(absurd, 42, 46, (byte) 0xFF);
    absurd[46] = 0x0F;

    assertThat(refusal(absurd)).isEqualTo(Decoded.Reason.MALFORMED);
  }

  @Test
  void decode_randomDamage_neverThrows() {
    Random random = new Random(20261124);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = ENCODED.clone();
      for (int hit = 0; hit <= random.nextInt(6); hit++) {
        damaged[10 + random.nextInt(damaged.length - 10)] = (byte) random.nextInt();
      }
      assertThat(Codecs.REPORT.decode(damaged)).isNotNull();
    }
  }

  private static Decoded.Reason refusal(byte[] bytes) {
    return ((Decoded.Refused<Report>) Codecs.REPORT.decode(bytes)).reason();
  }
}
