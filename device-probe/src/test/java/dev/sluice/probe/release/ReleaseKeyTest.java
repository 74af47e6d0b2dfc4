package dev.sluice.probe.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseKeyTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final byte[] MESSAGE = "seen".getBytes(StandardCharsets.UTF_8);

  /** RFC 8032, section 7.1, tests 1 to 3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a|''|"
            + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c|72|"
            + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025|af82|"
            + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
      })
  void verifies_vectorsOfTheStandard(String publicKey, String message, String signature) {
    ReleaseKey key = ReleaseKey.of(TestKeys.raw(publicKey));
    byte[] signed = HEX.parseHex(message);

    assertThat(key.verifies(signed, HEX.parseHex(signature))).isTrue();
    for (int bit = 0; bit < 512; bit += 37) {
      byte[] changed = HEX.parseHex(signature);
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(key.verifies(signed, changed)).as("bit %d", bit).isFalse();
    }
    assertThat(key.verifies(HEX.parseHex(message + "00"), HEX.parseHex(signature))).isFalse();
  }

  /** S and S + order satisfy the same equation; only one of them may count. */
  @Test
  void verifies_malleatedSignature_isRefused() {
    byte[] signature = TestKeys.FIRST.sign(MESSAGE);
    byte[] other = signature.clone();
    BigInteger s = littleEndian(signature, 32).add(ORDER);
    for (int i = 0; i < 32; i++) {
      other[32 + i] = s.shiftRight(8 * i).byteValue();
    }

    assertThat(TestKeys.FIRST.key().verifies(MESSAGE, signature)).isTrue();
    assertThat(TestKeys.FIRST.key().verifies(MESSAGE, other)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 65, 1_000})
  void verifies_signatureOfAnotherLength_isRefused(int length) {
    assertThat(TestKeys.FIRST.key().verifies(MESSAGE, new byte[length])).isFalse();
  }

  /** Every encoding, also with the sign bit set, of the eight points of small order. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      })
  void of_keyUnderWhichAnybodyCanSign_isRefused(String weak) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReleaseKey.of(TestKeys.raw(weak)))
        .withMessageContaining("anybody");
  }

  /** Without the check the JDK takes such a key, and one signature for many messages. */
  @Test
  void jdk_keyOfSmallOrder_acceptsForgedSignatures() throws GeneralSecurityException {
    String neutral = "01" + "00".repeat(31);
    byte[] forged = HEX.parseHex(neutral + "00".repeat(32));
    java.security.Signature verifier = java.security.Signature.getInstance("Ed25519");
    verifier.initVerify(TestKeys.raw(neutral));
    verifier.update(MESSAGE);

    assertThat(verifier.verify(forged)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed448", "X25519"})
  void of_otherAlgorithm_isRefused(String algorithm) throws GeneralSecurityException {
    java.security.PublicKey other =
        KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReleaseKey.of(other))
        .withMessageContaining("Ed25519");
    assertThatIllegalArgumentException().isThrownBy(() -> ReleaseKey.fromPem(pem(other)));
  }

  @Test
  void fromPem_whatToPemWrote_isTheSameKey() {
    ReleaseKey key = TestKeys.FIRST.key();

    assertThat(ReleaseKey.fromPem(key.toPem().getBytes(StandardCharsets.US_ASCII))).isEqualTo(key);
    assertThat(key).isNotEqualTo(TestKeys.SECOND.key());
    assertThat(key.id()).matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURpAAAA\n-----END PUBLIC KEY-----\n",
      })
  void fromPem_anythingElse_isRefusedInOneLine(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReleaseKey.fromPem(text.getBytes(StandardCharsets.UTF_8)))
        .withMessageMatching("[\\x20-\\x7e]+");
  }

  private static byte[] pem(java.security.PublicKey key) {
    return ("-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getEncoded())
            + "\n-----END PUBLIC KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static BigInteger littleEndian(byte[] bytes, int from) {
    byte[] reversed = new byte[32];
    for (int i = 0; i < 32; i++) {
      reversed[i] = bytes[from + 31 - i];
    }
    return new BigInteger(1, reversed);
  }
}
