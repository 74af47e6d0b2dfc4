package dev.sluice.probe.release;

import static dev.sluice.probe.release.TestManifests.SOUND;
import static dev.sluice.probe.release.TestManifests.bytes;
import static dev.sluice.probe.release.TestManifests.with;
import static dev.sluice.probe.release.TestManifests.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema that ships and the parser say the same about the form of a manifest. */
class ManifestSchemaTest {
  private final JsonSchema schema = schema();

  @Test
  void sound_isValidForBoth() throws IOException {
    assertThat(schema.validate(new ObjectMapper().readTree(SOUND))).isEmpty();
    assertThat(parses(SOUND)).isTrue();
  }

  static List<String> malformed() {
    return List.of(
        with("/more", "1"),
        with("/apiVersion", "\"v1\""),
        with("/kind", "\"Policy\""),
        with("/release/name", "\"A\""),
        with("/release/version", "\"1\""),
        with("/release/sequence", "0"),
        with("/release/more", "0"),
        with("/validity/notBefore", "\"yesterday\""),
        with("/variants", "[]"),
        with("/variants/0/file", "\"a/b\""),
        with("/variants/0/sha256", "\"12\""),
        with("/variants/0/sizeBytes", "0"),
        with("/variants/0/quantization", "\"\""),
        with("/variants/0/urls", "[]"),
        with("/variants/0/urls", "[\"ftp://h/f\"]"),
        with("/variants/0/deviceClasses", "[]"),
        with("/variants/0/shape/layers", "[]"),
        with("/variants/0/shape/keyLength", "0"),
        with("/variants/0/shape/repackedBytes", "-1"),
        with("/requires/contextTokens", "15"),
        with("/requires/runtime/minimumBuild", "0"),
        with("/requires/architectures", "[\"mips\"]"),
        with("/requires/cpuFeatures/x86_64", "[\"AVX2\"]"),
        with("/requires/ramBytes", "\"8G\""),
        with("/capabilities/autocomplete", "true"),
        with("/fallback/sha256", "\"\""),
        with("/remoteRoute/mode", "\"prefer_on_device\""),
        with("/suites", "{}"),
        with("/suites/0/digest", "\"\""),
        without("/release/sequence"),
        without("/validity"),
        without("/variants/0/sha256"),
        without("/requires"),
        without("/capabilities"),
        without("/fallback"),
        without("/suites"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformed_isInvalidForBoth(String manifest) throws IOException {
    assertThat(schema.validate(new ObjectMapper().readTree(manifest))).isNotEmpty();
    assertThat(parses(manifest)).isFalse();
  }

  static List<String> sparse() {
    return List.of(
        without("/remoteRoute"),
        without("/requires/runtime"),
        without("/requires/deviceClasses"),
        without("/variants/0/shape"),
        without("/variants/1/urls"),
        with("/capabilities", "{}"),
        with("/suites", "[]"));
  }

  @ParameterizedTest
  @MethodSource("sparse")
  void optional_isValidForBoth(String manifest) throws IOException {
    assertThat(schema.validate(new ObjectMapper().readTree(manifest))).isEmpty();
    assertThat(parses(manifest)).isTrue();
  }

  private static boolean parses(String manifest) {
    return Verification.of(TestKeys.FIRST.envelope(bytes(manifest)), List.of(TestKeys.FIRST.key()))
        instanceof Verification.Trusted;
  }

  private static JsonSchema schema() {
    try (InputStream file =
        ManifestSchemaTest.class.getResourceAsStream("release-manifest.schema.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(new ObjectMapper().readTree(Objects.requireNonNull(file)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
