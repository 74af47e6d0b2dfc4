package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SingleObjectCodecTest {
  /** Behind header, id, two digests, three bytes of the day, and metric, class and tier. */
  private static final int NAME_LENGTH_AT =
      SingleObjectCodec.HEADER_BYTES + 16 + 2 * DigestPrefixes.BYTES + 3 + 3;

  private static final byte[] ENCODED = Codecs.REPORT.encode(TestReports.quality());

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
    byte[] absurd = ENCODED.clone();
    Arrays.fill(absurd, NAME_LENGTH_AT, NAME_LENGTH_AT + 4, (byte) 0xFF);
    absurd[NAME_LENGTH_AT + 4] = 0x0F;

    assertThat(refusal(absurd)).isEqualTo(Decoded.Reason.MALFORMED);
  }

  @Test
  void decode_numberWithNeedlessByte_isMalformed() {
    // The class, 1, in two bytes.
    int classAt = NAME_LENGTH_AT - 2;
    assertThat(ENCODED[classAt]).isEqualTo((byte) 2);
    byte[] needless = new byte[ENCODED.length + 1];
    System.arraycopy(ENCODED, 0, needless, 0, classAt);
    needless[classAt] = (byte) 0x82;
    System.arraycopy(ENCODED, classAt + 1, needless, classAt + 2, ENCODED.length - classAt - 1);

    assertThat(refusal(needless)).isEqualTo(Decoded.Reason.MALFORMED);
  }

  @Test
  void decode_numberWithBitsBeyondSixtyFour_isMalformed() {
    byte[] wide = Arrays.copyOf(Arrays.copyOf(ENCODED, NAME_LENGTH_AT), ENCODED.length);
    Arrays.fill(wide, NAME_LENGTH_AT, NAME_LENGTH_AT + 9, (byte) 0x80);
    // As the tenth byte it has no place; without it the length would be 0.
    wide[NAME_LENGTH_AT + 9] = 0x02;

    assertThat(refusal(wide)).isEqualTo(Decoded.Reason.MALFORMED);
  }

  @Test
  void decode_arrayBlockWithStatedSize_isMalformed() {
    // The payload's block: count 1, the value -731 in two bytes, end. Here as count -1, size 2.
    byte[] bare = Codecs.REPORT.encode(TestReports.quality());
    int countAt = bare.length - 4;
    assertThat(bare[countAt]).isEqualTo((byte) 2);
    byte[] sized = Arrays.copyOf(bare, bare.length + 1);
    System.arraycopy(bare, countAt + 1, sized, countAt + 2, bare.length - countAt - 1);
    sized[countAt] = 1;
    sized[countAt + 1] = 4;

    assertThat(refusal(sized)).isEqualTo(Decoded.Reason.MALFORMED);
  }

  @Test
  void decode_arrayInTwoBlocks_isMalformed() {
    byte[] bare = Codecs.REPORT.encode(TestReports.quality());
    int endAt = bare.length - 1;
    assertThat(bare[endAt]).isZero();
    byte[] split = Arrays.copyOf(bare, bare.length + 2);
    System.arraycopy(bare, endAt, split, endAt + 2, bare.length - endAt);
    split[endAt] = 2;
    split[endAt + 1] = 0;

    assertThat(refusal(split)).isEqualTo(Decoded.Reason.MALFORMED);
  }

  @Test
  void decode_randomDamage_isRefusedOrTheOneEncoding() {
    Random random = new Random(20261125);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = ENCODED.clone();
      damaged[10 + random.nextInt(damaged.length - 10)] = (byte) random.nextInt();
      if (Codecs.REPORT.decode(damaged) instanceof Decoded.Value<Report> read
          && isWellFormed(read.value())) {
        assertThat(Codecs.REPORT.encode(read.value())).isEqualTo(damaged);
      }
    }
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

  /** Text that is not UTF-8 is read with replacements; {@link ReportFormat} refuses it. */
  private static boolean isWellFormed(Report report) {
    return ReportFormat.violation(report).isEmpty();
  }

  private static Decoded.Reason refusal(byte[] bytes) {
    return ((Decoded.Refused<Report>) Codecs.REPORT.decode(bytes)).reason();
  }
}
