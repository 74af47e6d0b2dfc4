package dev.sluice.probe.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Manifests for tests: one sound one, and whatever differs from it by a field. */
public final class TestManifests {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Three files of an eight-billion-weight model, with the dimensions of Llama 3.1 8B. */
  static final String SOUND =
      """
      {
        "apiVersion": "sluice.dev/v1",
        "kind": "ReleaseManifest",
        "release": {"name": "notes", "version": "2.0.0", "sequence": 7},
        "validity": {"notBefore": "2026-11-01", "notAfter": "2027-05-01"},
        "variants": [
          {"file": "notes-2.0.0-q3_k_m.gguf", "sha256": "%s", "sizeBytes": 4018918400, "quantization": "Q3_K_M",
           "shape": %s},
          {"file": "notes-2.0.0-q8_0.gguf", "sha256": "%s", "sizeBytes": 8540771328, "quantization": "Q8_0",
           "urls": ["https://models.example/notes-2.0.0-q8_0.gguf", "http://localhost:8000/n.gguf"],
           "shape": %s},
          {"file": "notes-2.0.0-q4_k_m.gguf", "sha256": "%s", "sizeBytes": 4920734720, "quantization": "Q4_K_M",
           "shape": %s}
        ],
        "requires": {
          "contextTokens": 4096,
          "runtime": {"name": "llama.cpp", "minimumBuild": 4916},
          "operatingSystems": ["linux", "macos"],
          "architectures": ["x86_64", "aarch64"],
          "cpuFeatures": {"x86_64": ["avx2", "fma"], "aarch64": ["asimddp"]},
          "deviceClasses": ["laptop-16gb", "edge-box"],
          "ramBytes": 8000000000
        },
        "capabilities": {"autocomplete": "allowed", "draft-summary": "needsConfirmation", "final-decision": "never"},
        "fallback": {"name": "notes", "version": "1.9.0", "sha256": "%s"},
        "remoteRoute": {"mode": "PREFER_ON_DEVICE", "url": "https://remote.example/v1"},
        "suites": [{"id": "intent", "digest": "00112233445566778899aabbccddeeff"}]
      }
      """
          .formatted(
              digest('3'),
              shape(4_011_000_000L),
              digest('8'),
              shape(8_532_000_000L),
              digest('4'),
              shape(4_912_000_000L),
              digest('f'));

  private TestManifests() {}

  static String digest(char digit) {
    return String.valueOf(digit).repeat(64);
  }

  private static String shape(long weightBytes) {
    return """
        {"embeddingLength": 4096, "keyLength": 128, "valueLength": 128, "vocabularySize": 128256,
         "layers": [{"count": 32, "heads": 32, "keyValueHeads": 8, "feedForwardLength": 14336}],
         "weightBytes": %d, "weightCount": 8030261248, "repackedBytes": 0}
        """
        .formatted(weightBytes);
  }

  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** The sound manifest with another value at a place; a missing place is made. */
  static String with(String pointer, String json) {
    return with(SOUND, pointer, json);
  }

  public static String with(String manifest, String pointer, String json) {
    ObjectNode root = tree(manifest);
    JsonNode parent = root.at(pointer.substring(0, pointer.lastIndexOf('/')));
    String name = pointer.substring(pointer.lastIndexOf('/') + 1);
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(name), value(json));
    } else {
      ((ObjectNode) parent).set(name, value(json));
    }
    return root.toString();
  }

  static String without(String pointer) {
    ObjectNode root = tree(SOUND);
    JsonNode parent = root.at(pointer.substring(0, pointer.lastIndexOf('/')));
    ((ObjectNode) parent).remove(pointer.substring(pointer.lastIndexOf('/') + 1));
    return root.toString();
  }

  static ReleaseManifest parsed(String json) {
    return trusted(json).manifest();
  }

  static Verification.Trusted trusted(String json) {
    Verification verification =
        Verification.of(TestKeys.FIRST.envelope(bytes(json)), List.of(TestKeys.FIRST.key()));
    if (verification instanceof Verification.Trusted trusted) {
      return trusted;
    }
    throw new IllegalArgumentException(verification.toString());
  }

  private static ObjectNode tree(String json) {
    return (ObjectNode) value(json);
  }

  private static JsonNode value(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
