package dev.sluice.probe.release;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a manifest's bytes; whatever is not exactly one is refused with its place. */
final class ManifestParser {
  static final String API_VERSION = "sluice.dev/v1";
  static final String KIND = "ReleaseManifest";
  static final int MAX_BYTES = 256 * 1024;

  private static final long MAX_SIZE = 1L << 44;
  private static final int MAX_VARIANTS = 32;
  private static final int MAX_CAPABILITIES = 64;
  private static final int MAX_SUITES = 64;
  private static final int MAX_WORDS = 64;
  private static final int MAX_URL = 2_000;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
  private static final String NAME_IS = "1 to 64 of a-z, 0-9, '.' and '-'";
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
  private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
  private static final Pattern VERSION =
      Pattern.compile(
          "(?=.{1,64}$)N\\.N\\.N(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?"
              .replace("N", NUMBER));
  private static final String VERSION_IS = "a semantic version such as 1.2.0";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String SHA256_IS = "64 lower-case hexadecimal digits";
  private static final Pattern SUITE_DIGEST = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern QUANTIZATION = Pattern.compile("[A-Z0-9][A-Z0-9_]{0,15}");
  private static final Pattern RUNTIME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
  private static final Pattern FEATURE = Pattern.compile("[a-z0-9][a-z0-9_.]{0,31}");

  private ManifestParser() {}

  static ReleaseManifest parse(byte[] bytes) throws MalformedReleaseException {
    ObjectNode root = StrictJson.object(bytes, "the manifest", MAX_BYTES);
    Fields fields = new Fields("manifest", root);
    try {
      ReleaseManifest manifest = manifest(fields);
      fields.end();
      return manifest;
    } catch (IllegalArgumentException e) {
      // The records' own rules, which hold between fields.
      throw new MalformedReleaseException(
          "manifest: " + Quoted.line(String.valueOf(e.getMessage())));
    }
  }

  private static ReleaseManifest manifest(Fields fields) throws MalformedReleaseException {
    fields.word("apiVersion", text -> exactly(API_VERSION, text), API_VERSION);
    fields.word("kind", text -> exactly(KIND, text), KIND);
    return new ReleaseManifest(
        fields.part("release", ManifestParser::release),
        fields.part("validity", ManifestParser::validity),
        fields.parts("variants", 1, MAX_VARIANTS, ManifestParser::variant),
        fields.part("requires", ManifestParser::requirements),
        fields.part("capabilities", ManifestParser::capabilities),
        fields.part("fallback", ManifestParser::fallback),
        fields.optionalPart("remoteRoute", ManifestParser::route).orElse(RemoteRoute.NONE),
        fields.parts("suites", 0, MAX_SUITES, ManifestParser::suite));
  }

  private static ReleaseId release(Fields fields) throws MalformedReleaseException {
    return new ReleaseId(
        fields.text("name", NAME, NAME_IS),
        fields.text("version", VERSION, VERSION_IS),
        fields.whole("sequence", 1, Long.MAX_VALUE));
  }

  private static Validity validity(Fields fields) throws MalformedReleaseException {
    return new Validity(
        fields.word("notBefore", ManifestParser::day, "a day such as 2026-11-01"),
        fields.word("notAfter", ManifestParser::day, "a day such as 2026-11-01"));
  }

  private static Variant variant(Fields fields) throws MalformedReleaseException {
    return new Variant(
        fields.text("file", FILE, "a file name of A-Z, a-z, 0-9, '.', '_' and '-'"),
        fields.text("sha256", SHA256, SHA256_IS),
        fields.whole("sizeBytes", 1, MAX_SIZE),
        fields.text("quantization", QUANTIZATION, "llama.cpp's name such as Q4_K_M"),
        List.copyOf(fields.words("urls", 8, ManifestParser::url, "an https address")),
        classes(fields),
        fields.optionalPart("shape", ShapeJson::parse));
  }

  private static Requirements requirements(Fields fields) throws MalformedReleaseException {
    return new Requirements(
        (int) fields.whole("contextTokens", 16, 1 << 24),
        fields.optionalPart("runtime", ManifestParser::runtime),
        fields.words(
            "operatingSystems", 8, OperatingSystem::ofWord, "linux, macos, windows or android"),
        fields.words("architectures", 8, Architecture::ofWord, "x86_64 or aarch64"),
        fields.optionalPart("cpuFeatures", ManifestParser::cpuFeatures).orElse(Map.of()),
        classes(fields),
        optionalLong(fields.optionalWhole("ramBytes", 1, MAX_SIZE)),
        optionalLong(fields.optionalWhole("diskBytes", 1, MAX_SIZE)));
  }

  private static RuntimeBuild runtime(Fields fields) throws MalformedReleaseException {
    return new RuntimeBuild(
        fields.text("name", RUNTIME, "a name such as llama.cpp"),
        (int) fields.whole("minimumBuild", 1, Integer.MAX_VALUE));
  }

  private static Map<Architecture, Set<String>> cpuFeatures(Fields fields)
      throws MalformedReleaseException {
    Map<Architecture, Set<String>> features = new EnumMap<>(Architecture.class);
    for (Architecture architecture : Architecture.values()) {
      Set<String> needed =
          fields.words(
              architecture.word(), MAX_WORDS, text -> matching(FEATURE, text), "such as avx2");
      if (!needed.isEmpty()) {
        features.put(architecture, needed);
      }
    }
    return features;
  }

  private static Map<String, Permission> capabilities(Fields fields)
      throws MalformedReleaseException {
    Map<String, Permission> capabilities = new LinkedHashMap<>();
    if (fields.names().size() > MAX_CAPABILITIES) {
      throw new MalformedReleaseException(
          fields.path() + " must have at most " + MAX_CAPABILITIES + " entries");
    }
    for (String name : fields.names()) {
      if (matching(NAME, name).isEmpty()) {
        throw new MalformedReleaseException(
            "a name in %s must be %s, was %s"
                .formatted(fields.path(), NAME_IS, Quoted.value(name)));
      }
      capabilities.put(
          name, fields.word(name, Permission::ofWord, "allowed, needsConfirmation or never"));
    }
    return capabilities;
  }

  private static FallbackRelease fallback(Fields fields) throws MalformedReleaseException {
    return new FallbackRelease(
        fields.text("name", NAME, NAME_IS),
        fields.text("version", VERSION, VERSION_IS),
        fields.text("sha256", SHA256, SHA256_IS));
  }

  private static RemoteRoute route(Fields fields) throws MalformedReleaseException {
    RoutingMode mode =
        fields.word(
            "mode",
            RoutingMode::ofWord,
            "PREFER_ON_DEVICE, ONLY_ON_DEVICE, PREFER_IN_CLOUD or ONLY_IN_CLOUD");
    Optional<String> url =
        fields.optionalText("url", Pattern.compile("(?s).{1," + MAX_URL + "}"), "an address");
    if (url.isPresent() && url(url.get()).isEmpty()) {
      throw new MalformedReleaseException(
          "%s.url must be an https address, was %s"
              .formatted(fields.path(), Quoted.value(url.get())));
    }
    return new RemoteRoute(mode, url.flatMap(ManifestParser::url));
  }

  private static SuitePin suite(Fields fields) throws MalformedReleaseException {
    return new SuitePin(
        fields.text("id", Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}"), "a suite's id"),
        fields.text("digest", SUITE_DIGEST, "32 lower-case hexadecimal digits"));
  }

  private static Set<String> classes(Fields fields) throws MalformedReleaseException {
    return fields.words("deviceClasses", MAX_WORDS, text -> matching(NAME, text), NAME_IS);
  }

  /** Addresses without user names; plain http only to this machine, for trying things out. */
  private static Optional<URI> url(String text) {
    try {
      URI uri = new URI(text);
      boolean local = "localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost());
      boolean sound =
          text.length() <= MAX_URL
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && ("https".equals(uri.getScheme()) || (local && "http".equals(uri.getScheme())));
      return sound ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
          ? Optional.of(LocalDate.parse(text))
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> exactly(String wanted, String text) {
    return wanted.equals(text) ? Optional.of(text) : Optional.empty();
  }

  private static Optional<String> matching(Pattern form, String text) {
    return form.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  private static OptionalLong optionalLong(Optional<Long> value) {
    return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
  }
}
