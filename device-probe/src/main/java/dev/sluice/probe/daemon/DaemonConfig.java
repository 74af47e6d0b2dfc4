package dev.sluice.probe.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.probe.agent.AgentSettings;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.send.FleetCredential;
import dev.sluice.probe.tokens.TokenTerms;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
    String text = text(file);
    try (JsonParser parser = YAML.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null || first == JsonToken.VALUE_NULL) {
        throw new ConfigException(file + ": the file is empty");
      }
      ConfigDocument document = parser.readValueAs(ConfigDocument.class);
      if (parser.nextToken() != null) {
        int line = parser.currentTokenLocation().getLineNr();
        throw new ConfigException(file + ":" + line + ": a second document begins; one is read");
      }
      return new ConfigReader(file, document).config();
    } catch (JacksonException e) {
      throw ConfigFault.of(file, e);
    } catch (IOException e) {
      throw new ConfigException(file + ": it cannot be read: " + e.getMessage());
    }
  }

  private static String text(Path file) throws ConfigException {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          file + (Files.exists(file) ? ": it is no regular file" : ": there is no such file"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new ConfigException(file + ": it is longer than " + MAX_BYTES + " bytes");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new ConfigException(file + ": it is not UTF-8 text");
    } catch (AccessDeniedException e) {
      throw new ConfigException(file + ": it cannot be read by this user");
    } catch (IOException e) {
      throw new ConfigException(file + ": it cannot be read: " + e.getMessage());
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
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
        .build();
  }
}
