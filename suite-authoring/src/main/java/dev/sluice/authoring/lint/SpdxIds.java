package dev.sluice.authoring.lint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The identifiers of the SPDX licence list, today's and deprecated ones, from a jar of data. */
final class SpdxIds {

  private static final String ARTIFACT = "spdx-license-ids";
  private static final Set<String> IDS = load();

  private SpdxIds() {}

  /** Whether the list has it; case does not matter (SPDX 2.3, annex D). */
  static boolean contains(String id) {
    return IDS.contains(id.toLowerCase(Locale.ROOT));
  }

  private static Set<String> load() {
    Properties artifact = new Properties();
    try (InputStream stream =
        opened("/META-INF/maven/org.webjars.npm/" + ARTIFACT + "/pom.properties")) {
      artifact.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String directory =
        "/META-INF/resources/webjars/" + ARTIFACT + "/" + artifact.getProperty("version") + "/";
    Set<String> ids = new TreeSet<>();
    for (String list : new String[] {"index.json", "deprecated.json"}) {
      try (InputStream stream = opened(directory + list)) {
        for (String id : JsonMapper.builder().build().readValue(stream, String[].class)) {
          ids.add(id.toLowerCase(Locale.ROOT));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Set.copyOf(ids);
  }

  private static InputStream opened(String resource) {
    @Nullable InputStream stream = SpdxIds.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalStateException("the class path lacks " + resource);
    }
    return stream;
  }
}
