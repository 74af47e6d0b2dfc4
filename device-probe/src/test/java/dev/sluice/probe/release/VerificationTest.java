package dev.sluice.probe.release;

import static dev.sluice.probe.release.TestManifests.SOUND;
import static dev.sluice.probe.release.TestManifests.bytes;
import static dev.sluice.probe.release.TestManifests.with;
import static dev.sluice.probe.release.TestManifests.without;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static final List<ReleaseKey> TRUSTED = List.of(TestKeys.FIRST.key());

  /** The example of the DSSE protocol's text. */
  @Test
  void preAuthenticationEncoding_isThatOfTheProtocol() {
    byte[] encoded =
        DsseEnvelope.preAuthenticationEncoding(
            "http://example.com/HelloWorld", "hello world".getBytes(UTF_8));

    assertThat(new String(encoded, UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void of_signedManifest_isTrusted() {
    Verification verification = Verification.of(TestKeys.FIRST.envelope(bytes(SOUND)), TRUSTED);

    assertThat(verification).isInstanceOf(Verification.Trusted.class);
    Verification.Trusted trusted = (Verification.Trusted) verification;
    assertThat(trusted.signedBy()).containsExactly(TestKeys.FIRST.key().id());
    assertThat(trusted.payloadDigest()).matches("[0-9a-f]{64}");
    ReleaseManifest manifest = trusted.manifest();
    assertThat(manifest.release()).hasToString("notes 2.0.0");
    assertThat(manifest.variants()).hasSize(3);
    assertThat(manifest.permission("final-decision")).isEqualTo(Permission.NEVER);
    assertThat(manifest.permission("draft-summary")).isEqualTo(Permission.NEEDS_CONFIRMATION);
    assertThat(manifest.permission("never-named")).isEqualTo(Permission.NEVER);
  }

  @Test
  void write_whatWasParsed_isReadAsTheSame() {
    ReleaseManifest manifest = TestManifests.parsed(SOUND);

    byte[] written = ManifestWriter.write(manifest);

    assertThat(TestManifests.parsed(new String(written, UTF_8))).isEqualTo(manifest);
    assertThat(ManifestWriter.write(TestManifests.parsed(new String(written, UTF_8))))
        .isEqualTo(written);
  }

  @Test
  void of_anyByteOfThePayloadChanged_isNotTrusted() {
    byte[] payload = bytes(SOUND);
    byte[] envelope = TestKeys.FIRST.envelope(payload);
    String whole = Base64.getEncoder().encodeToString(payload);
    for (int at = 0; at < payload.length; at += 97) {
      byte[] changed = payload.clone();
      changed[at] ^= 1;
      byte[] forged =
          new String(envelope, UTF_8)
              .replace(whole, Base64.getEncoder().encodeToString(changed))
              .getBytes(UTF_8);

      assertThat(fault(forged, TRUSTED)).as("byte %d", at).isEqualTo(Verification.Fault.SIGNATURE);
    }
  }

  @Test
  void of_unknownSigner_saysNothingAboutThePayload() {
    byte[] envelope = TestKeys.SECOND.envelope("not even JSON".getBytes(UTF_8));

    assertThat(fault(envelope, TRUSTED)).isEqualTo(Verification.Fault.SIGNATURE);
    assertThat(fault(TestKeys.FIRST.envelope(bytes(SOUND)), List.of()))
        .isEqualTo(Verification.Fault.SIGNATURE);
  }

  @Test
  void of_signatureForAnotherType_isNotTrusted() {
    byte[] payload = bytes(SOUND);
    byte[] signature =
        TestKeys.FIRST.sign(
            DsseEnvelope.preAuthenticationEncoding("application/vnd.in-toto+json", payload));
    byte[] envelope =
        new DsseEnvelope(payload, List.of()).signed(TestKeys.FIRST.key().id(), signature).toJson();

    assertThat(fault(envelope, TRUSTED)).isEqualTo(Verification.Fault.SIGNATURE);
    assertThat(
            fault(
                TestManifests.bytes(
                    new String(TestKeys.FIRST.envelope(payload), UTF_8)
                        .replace(DsseEnvelope.PAYLOAD_TYPE, "application/vnd.in-toto+json")),
                TRUSTED))
        .isEqualTo(Verification.Fault.ENVELOPE);
  }

  /** While keys change, a manifest carries signatures of the old and of the new one. */
  @Test
  void of_twoSignatures_oneTrustedKeyIsEnough() {
    DsseEnvelope bare = new DsseEnvelope(bytes(SOUND), List.of());
    byte[] signed = bare.preAuthenticationEncoding();
    byte[] both =
        bare.signed(TestKeys.SECOND.key().id(), TestKeys.SECOND.sign(signed))
            .signed(TestKeys.FIRST.key().id(), TestKeys.FIRST.sign(signed))
            .toJson();

    for (List<ReleaseKey> trusted :
        List.of(
            List.of(TestKeys.FIRST.key()),
            List.of(TestKeys.SECOND.key()),
            List.of(TestKeys.SECOND.key(), TestKeys.FIRST.key(), TestKeys.FIRST.key()))) {
      Verification verification = Verification.of(both, trusted);

      assertThat(((Verification.Trusted) verification).signedBy())
          .containsExactlyInAnyOrderElementsOf(
              trusted.stream().map(ReleaseKey::id).distinct().toList());
    }
  }

  @Test
  void of_keyIdIsAHint_aMissingOneIsTriedAndAWrongOneIsNot() {
    String envelope = new String(TestKeys.FIRST.envelope(bytes(SOUND)), UTF_8);
    String id = TestKeys.FIRST.key().id();

    assertThat(Verification.of(bytes(with(envelope, "/signatures/0/keyid", "\"\"")), TRUSTED))
        .isInstanceOf(Verification.Trusted.class);
    assertThat(Verification.of(bytes(envelope.replaceAll("\"keyid\"[^,]*,", "")), TRUSTED))
        .isInstanceOf(Verification.Trusted.class);
    assertThat(fault(bytes(envelope.replace(id, "release-2026")), TRUSTED))
        .isEqualTo(Verification.Fault.SIGNATURE);
  }

  @Test
  void of_hostileEnvelopes_haveOneLineEach() {
    String sound = new String(TestKeys.FIRST.envelope(bytes(SOUND)), UTF_8);
    Map<String, byte[]> hostile = new LinkedHashMap<>();
    hostile.put("empty", new byte[0]);
    hostile.put("not JSON", bytes("MZ\u0000\u0000"));
    hostile.put("a list", bytes("[]"));
    hostile.put("null", bytes("null"));
    hostile.put("deep", bytes("[".repeat(100_000)));
    hostile.put("deep object", bytes("{\"a\":".repeat(5_000)));
    hostile.put("too long", bytes(sound + " ".repeat(DsseEnvelope.MAX_BYTES)));
    hostile.put("UTF-16", sound.getBytes(UTF_16));
    hostile.put("byte order mark", bytes("\ufeff" + sound));
    hostile.put("half a character", new byte[] {'{', '"', (byte) 0xc3, '"', '}'});
    hostile.put("trailing bytes", bytes(sound + "{}"));
    hostile.put("key twice", bytes(sound.replace("\"payload\"", "\"payload\":\"\",\"payload\"")));
    hostile.put("unknown field", bytes(with(sound, "/more", "1")));
    hostile.put("no payload", bytes(sound.replace("\"payload\"", "\"pay\"")));
    hostile.put("payload is a number", bytes(with(sound, "/payload", "7")));
    hostile.put("payload is no Base64", bytes(with(sound, "/payload", "\"a*b\"")));
    hostile.put("payload with spare bits", bytes(with(sound, "/payload", "\"YR==\"")));
    hostile.put("payload unpadded", bytes(with(sound, "/payload", "\"YQ\"")));
    hostile.put("no signatures", bytes(with(sound, "/signatures", "[]")));
    hostile.put("signatures are text", bytes(with(sound, "/signatures", "\"x\"")));
    hostile.put(
        "a hundred signatures", bytes(with(sound, "/signatures", "[" + "{},".repeat(99) + "{}]")));
    hostile.put("short signature", bytes(with(sound, "/signatures/0/sig", "\"AAAA\"")));
    hostile.put(
        "long key id", bytes(with(sound, "/signatures/0/keyid", "\"" + "k".repeat(999) + "\"")));
    hostile.put("key id with escape", bytes(with(sound, "/signatures/0/keyid", "\"\\u001b[2J\"")));
    for (Map.Entry<String, byte[]> entry : hostile.entrySet()) {
      Verification verification = Verification.of(entry.getValue(), TRUSTED);

      assertThat(verification).as(entry.getKey()).isInstanceOf(Verification.Refused.class);
      Verification.Refused refused = (Verification.Refused) verification;
      assertThat(refused.fault()).as(entry.getKey()).isEqualTo(Verification.Fault.ENVELOPE);
      assertThat(refused.reason()).as(entry.getKey()).matches("[\\x20-\\x7e]{5,400}");
    }
  }

  /** Even who holds the key cannot publish something that two readers understand differently. */
  @Test
  void of_hostileManifestsThatAreSigned_nameThePlace() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put(
        SOUND.replace("\"kind\"", "\"kind\":\"ReleaseManifest\",\"kind\""), "Duplicate field");
    places.put(SOUND + "[]", "Trailing token");
    places.put(SOUND.replace("{", "{/* */"), "not JSON");
    places.put(SOUND.replace("\"", "'"), "not JSON");
    places.put(with("/priority", "1"), "manifest has a field that is not known: 'priority'");
    places.put(with("/release/codename", "\"x\""), "manifest.release has a field");
    places.put(with("/variants/1/sha1", "\"x\""), "manifest.variants[1] has a field");
    places.put(with("/apiVersion", "\"sluice.dev/v2\""), "manifest.apiVersion");
    places.put(with("/kind", "\"Release\""), "manifest.kind");
    places.put(with("/release/name", "\"Notes\""), "manifest.release.name");
    places.put(with("/release/version", "\"2.0\""), "manifest.release.version");
    places.put(with("/release/version", "\"02.0.0\""), "manifest.release.version");
    places.put(with("/release/sequence", "0"), "manifest.release.sequence");
    places.put(with("/release/sequence", "1.5"), "manifest.release.sequence");
    places.put(with("/release/sequence", "9223372036854775808"), "manifest.release.sequence");
    places.put(with("/release/sequence", "\"7\""), "manifest.release.sequence");
    places.put(with("/validity/notAfter", "\"2026-02-30\""), "manifest.validity.notAfter");
    places.put(with("/validity/notAfter", "\"2026-10-31\""), "notAfter must not be before");
    places.put(with("/variants", "[]"), "manifest.variants must be a list of 1 to 32");
    places.put(with("/variants/0/file", "\"../../etc/passwd\""), "manifest.variants[0].file");
    places.put(with("/variants/0/file", "\"notes-2.0.0-q8_0.gguf\""), "same file");
    places.put(with("/variants/0/sha256", "\"" + TestManifests.digest('8') + "\""), "same sha256");
    places.put(with("/variants/0/sha256", "\"" + TestManifests.digest('A') + "\""), "[0].sha256");
    places.put(with("/variants/0/sizeBytes", "-1"), "manifest.variants[0].sizeBytes");
    places.put(with("/variants/0/sizeBytes", "1000"), "hold the shape's weights");
    places.put(with("/variants/0/quantization", "\"q4\""), "[0].quantization");
    places.put(with("/variants/1/urls/0", "\"http://models.example/n\""), "urls[0]");
    places.put(with("/variants/1/urls/0", "\"https://me:secret@h/n\""), "urls[0]");
    places.put(with("/variants/1/urls/0", "\"file:///etc/passwd\""), "urls[0]");
    places.put(with("/variants/0/shape/layers/0/count", "2000"), "layers[0].count");
    places.put(with("/variants/0/shape/layers/0/keyValueHeads", "64"), "key-value heads");
    places.put(with("/requires/contextTokens", "4"), "manifest.requires.contextTokens");
    places.put(with("/requires/operatingSystems", "[]"), "operatingSystems must be a list");
    places.put(with("/requires/operatingSystems/0", "\"beos\""), "operatingSystems[0]");
    places.put(with("/requires/operatingSystems/0", "\"macos\""), "in the list twice");
    places.put(
        with("/requires/cpuFeatures/riscv64", "[\"v\"]"), "requires.cpuFeatures has a field");
    places.put(with("/capabilities/autocomplete", "\"yes\""), "manifest.capabilities.autocomplete");
    places.put(
        with("/capabilities/Final Decision", "\"never\""), "a name in manifest.capabilities");
    places.put(without("/fallback"), "manifest.fallback is missing");
    places.put(with("/fallback/version", "\"2.0.0\""), "its own fallback");
    places.put(with("/remoteRoute/mode", "\"CLOUD\""), "manifest.remoteRoute.mode");
    places.put(with("/remoteRoute/mode", "\"ONLY_ON_DEVICE\""), "must have no url");
    places.put(without("/remoteRoute/url"), "needs a url");
    places.put(with("/suites/0/digest", "\"12\""), "manifest.suites[0].digest");
    for (Map.Entry<String, String> entry : places.entrySet()) {
      Verification verification =
          Verification.of(TestKeys.FIRST.envelope(bytes(entry.getKey())), TRUSTED);

      assertThat(verification).as(entry.getValue()).isInstanceOf(Verification.Refused.class);
      Verification.Refused refused = (Verification.Refused) verification;
      assertThat(refused.fault()).isEqualTo(Verification.Fault.MANIFEST);
      assertThat(refused.reason()).contains(entry.getValue()).matches("[\\x20-\\x7e]{5,400}");
    }
  }

  @Test
  void of_manifestInAnotherEncoding_isRefused() {
    for (byte[] payload : List.of(SOUND.getBytes(UTF_16), "{\"\u00e9\":1}".getBytes(ISO_8859_1))) {
      assertThat(fault(TestKeys.FIRST.envelope(payload), TRUSTED))
          .isEqualTo(Verification.Fault.MANIFEST);
    }
  }

  private static Verification.Fault fault(byte[] envelope, List<ReleaseKey> trusted) {
    return ((Verification.Refused) Verification.of(envelope, trusted)).fault();
  }
}
