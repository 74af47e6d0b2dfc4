package dev.sluice.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The vector of RFC 9474, step by step, whose modulus has 4096 bits. */
class BlindRsaTest {
  private Vectors vector;
  private RSAPublicKey publicKey;
  private RSAPrivateKey privateKey;

  @BeforeEach
  void read() throws Exception {
    vector = new Vectors("rfc9474-a1.txt");
    KeyFactory keys = KeyFactory.getInstance("RSA");
    publicKey =
        (RSAPublicKey)
            keys.generatePublic(new RSAPublicKeySpec(vector.number("n"), vector.number("e")));
    privateKey =
        (RSAPrivateKey)
            keys.generatePrivate(new RSAPrivateKeySpec(vector.number("n"), vector.number("d")));
  }

  private BigInteger blind() {
    return vector.number("inv").modInverse(vector.number("n"));
  }

  @Test
  void blind_ofTheVector_isItsBlindedMessage() {
    BlindRsa.Blinded blinded =
        BlindRsa.blind(publicKey, vector.bytes("msg"), vector.bytes("salt"), blind()).orElseThrow();

    assertThat(blinded.message()).isEqualTo(vector.bytes("blinded_msg"));
    assertThat(blinded.inverse()).isEqualTo(vector.number("inv"));
  }

  @Test
  void sign_ofTheVector_isItsBlindSignature() {
    assertThat(BlindRsa.sign(privateKey, publicKey, vector.bytes("blinded_msg")).orElseThrow())
        .isEqualTo(vector.bytes("blind_sig"));
  }

  @Test
  void unblind_ofTheVector_isItsSignatureWhichTheJdkVerifies() {
    assertThat(
            BlindRsa.unblind(
                    publicKey, vector.bytes("msg"), vector.bytes("blind_sig"), vector.number("inv"))
                .orElseThrow())
        .isEqualTo(vector.bytes("sig"));
    assertThat(BlindRsa.verify(publicKey, vector.bytes("msg"), vector.bytes("sig"))).isTrue();
  }

  @Test
  void anyChangedByte_isNoSignature() {
    byte[] signature = vector.bytes("sig");
    for (int position : new int[] {0, 255, 511}) {
      signature[position] ^= 1;
      assertThat(BlindRsa.verify(publicKey, vector.bytes("msg"), signature)).isFalse();
      signature[position] ^= 1;
    }
    byte[] message = vector.bytes("msg");
    message[0] ^= 1;
    assertThat(BlindRsa.verify(publicKey, message, signature)).isFalse();
    assertThat(BlindRsa.verify(publicKey, vector.bytes("msg"), new byte[511])).isFalse();
    assertThat(BlindRsa.verify(publicKey, vector.bytes("msg"), new byte[0])).isFalse();
  }

  @Test
  void sign_notBelowTheModulusOrNotItsLength_isEmpty() {
    byte[] modulus = vector.bytes("n");

    assertThat(BlindRsa.sign(privateKey, publicKey, modulus)).isEmpty();
    assertThat(BlindRsa.sign(privateKey, publicKey, new byte[511])).isEmpty();
    assertThat(BlindRsa.sign(privateKey, publicKey, new byte[513])).isEmpty();
    assertThat(BlindRsa.sign(privateKey, publicKey, new byte[0])).isEmpty();
  }

  @Test
  void unblind_ofWhatIsNoSignature_isEmpty() {
    byte[] answer = vector.bytes("blind_sig");
    answer[100] ^= 1;

    assertThat(BlindRsa.unblind(publicKey, vector.bytes("msg"), answer, vector.number("inv")))
        .isEmpty();
    assertThat(BlindRsa.unblind(publicKey, vector.bytes("msg"), new byte[3], vector.number("inv")))
        .isEmpty();
  }

  @Test
  void blind_thatSharesAFactor_isEmpty() {
    assertThat(
            BlindRsa.blind(publicKey, vector.bytes("msg"), vector.bytes("salt"), BigInteger.ZERO))
        .isEmpty();
  }

  @Test
  void drawBlind_outOfRange_isDrawnAgain() {
    Deque<byte[]> draws = new ArrayDeque<>();
    draws.add(new byte[512]);
    draws.add(vector.bytes("n"));
    byte[] one = new byte[512];
    one[511] = 1;
    draws.add(one);

    assertThat(BlindRsa.drawBlind(publicKey, count -> draws.remove())).isOne();
    assertThat(draws).isEmpty();
  }
}
