package dev.sluice.probe.daemon;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.probe.agent.AgentSettings;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.send.FleetCredential;
import dev.sluice.probe.tokens.TokenTerms;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * The daemon's file.
 *
 * @param gate where flags are asked for
 * @param ingest where reports go
 * @param credential what the ingest knows the fleet by, if it wants to
 * @param tokens which tokens reports are sent with, if with any; the credential pays for them
 * @param network what the owner says of it
 * @param engine how models are run
 */
record DaemonConfig(
    AgentSettings settings,
    URI gate,
    URI ingest,
    Optional<FleetCredential> credential,
    Optional<TokenTerms> tokens,
    Network network,
    EngineSettings engine) {
  private static final int MAX_BYTES = 64 * 1024;
  private static final YAMLMapper YAML = mapper();

  /** What the owner knows of the network. */
  enum Network {
    /** The system is asked. */
    AUTO,
    METERED,
    UNMETERED
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException with one line that names the place
   */
  static DaemonConfig read(Path file) throws ConfigException {
    try {
      ConfigDocument document = YAML.readValue(content(file), ConfigDocument.class);
      if (document == null) {
        throw new ConfigException(file + ": the file is empty");
      }
      return new ConfigReader(file, document).config();
    } catch (JsonMappingException e) {
      throw new ConfigException(file + ":" + line(e) + ": " + place(e) + reason(e));
    } catch (JacksonException e) {
      throw new ConfigException(file + ":" + line(e) + ": not YAML: " + reason(e));
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read: " + reason(e));
    }
  }

  private static byte[] content(Path file) throws IOException, ConfigException {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          file + (Files.exists(file) ? ": it is no regular file" : ": there is no such file"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new ConfigException(file + ": it is longer than " + MAX_BYTES + " bytes");
      }
      return content;
    }
  }

  private static YAMLMapper mapper() {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_BYTES);
    limits.setNestingDepthLimit(8);
    limits.setMaxAliasesForCollections(0);
    YAMLFactory factory =
        YAMLFactory.builder()
            .loaderOptions(limits)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return YAMLMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  private static String place(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? String.valueOf(step.getIndex())
                        : step.getFieldName())
            .collect(Collectors.joining("/"));
    return path.isEmpty() ? "" : path + ": ";
  }

  private static int line(JacksonException e) {
    return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
  }

  private static String reason(Exception e) {
    String text =
        e instanceof JacksonException jackson
            ? jackson.getOriginalMessage()
            : String.valueOf(e.getMessage());
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.substring(0, Math.min(200, line.length()));
  }
}
