package dev.sluice.probe.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Writes a manifest as the JSON that {@link ManifestParser} reads. */
public final class ManifestWriter {
  private ManifestWriter() {}

  /** UTF-8, indented for people, with a line break at the end. */
  public static byte[] write(ReleaseManifest manifest) {
    return (json(manifest).toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The same as a tree. */
  public static ObjectNode json(ReleaseManifest manifest) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("apiVersion", ManifestParser.API_VERSION).put("kind", ManifestParser.KIND);
    root.putObject("release")
        .put("name", manifest.release().name())
        .put("version", manifest.release().version())
        .put("sequence", manifest.release().sequence());
    root.putObject("validity")
        .put("notBefore", manifest.validity().notBefore().toString())
        .put("notAfter", manifest.validity().notAfter().toString());
    ArrayNode variants = root.putArray("variants");
    manifest.variants().forEach(variant -> write(variant, variants.addObject()));
    write(manifest.requires(), root.putObject("requires"));
    ObjectNode capabilities = root.putObject("capabilities");
    manifest.capabilities().forEach((name, allowed) -> capabilities.put(name, allowed.word()));
    root.putObject("fallback")
        .put("name", manifest.fallback().name())
        .put("version", manifest.fallback().version())
        .put("sha256", manifest.fallback().sha256());
    ObjectNode route = root.putObject("remoteRoute");
    route.put("mode", manifest.remoteRoute().mode().name());
    manifest.remoteRoute().url().ifPresent(url -> route.put("url", url.toString()));
    ArrayNode suites = root.putArray("suites");
    manifest
        .suites()
        .forEach(suite -> suites.addObject().put("id", suite.id()).put("digest", suite.digest()));
    return root;
  }

  private static void write(Variant variant, ObjectNode node) {
    node.put("file", variant.file()).put("sha256", variant.sha256());
    node.put("sizeBytes", variant.sizeBytes()).put("quantization", variant.quantization());
    putWords(node, "urls", variant.urls());
    putWords(node, "deviceClasses", variant.deviceClasses());
    variant.shape().ifPresent(shape -> node.set("shape", ShapeJson.write(shape)));
  }

  private static void write(Requirements requires, ObjectNode node) {
    node.put("contextTokens", requires.contextTokens());
    requires
        .runtime()
        .ifPresent(
            runtime ->
                node.putObject("runtime")
                    .put("name", runtime.name())
                    .put("minimumBuild", runtime.build()));
    putWords(node, "operatingSystems", requires.operatingSystems());
    putWords(node, "architectures", requires.architectures());
    if (!requires.cpuFeatures().isEmpty()) {
      ObjectNode features = node.putObject("cpuFeatures");
      for (Map.Entry<Architecture, Set<String>> entry : requires.cpuFeatures().entrySet()) {
        putWords(features, entry.getKey().word(), entry.getValue());
      }
    }
    putWords(node, "deviceClasses", requires.deviceClasses());
    requires.ramBytes().ifPresent(bytes -> node.put("ramBytes", bytes));
    requires.diskBytes().ifPresent(bytes -> node.put("diskBytes", bytes));
  }

  /** Sorted, so that the same manifest gives the same bytes; nothing for an empty list. */
  private static void putWords(ObjectNode node, String name, Collection<?> words) {
    if (!words.isEmpty()) {
      ArrayNode list = node.putArray(name);
      words.stream()
          .map(Object::toString)
          .sorted((a, b) -> words instanceof Set ? a.compareTo(b) : 0)
          .forEach(list::add);
    }
  }
}
