package dev.sluice.probe.flags;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A flag file that was read.
 *
 * @param flags the flags that can be followed
 * @param faults one line for each flag that cannot, and is therefore left out
 */
public record FlagFile(List<Flag> flags, List<String> faults) {
  /** A longer file is refused unread. */
  public static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_FLAGS = 256;
  private static final int MAX_DEPTH = 12;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxDocumentLength(MAX_BYTES)
                          .maxNumberLength(20)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  public FlagFile {
    flags = List.copyOf(flags);
    faults = List.copyOf(faults);
  }

  /**
   * Reads a file as it came over the network, or from the disk.
   *
   * @throws FlagFileException if it is no flag file; whoever has an older one keeps that
   */
  public static FlagFile parse(byte[] content) throws FlagFileException {
    if (content.length > MAX_BYTES) {
      throw new FlagFileException("it is longer than " + MAX_BYTES + " bytes");
    }
    JsonNode flags = root(content).path("flags");
    if (!flags.isObject() || flags.size() > MAX_FLAGS) {
      throw new FlagFileException("it must hold an object 'flags' of at most " + MAX_FLAGS);
    }
    List<Flag> sound = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    int position = 0;
    for (Map.Entry<String, JsonNode> entry : flags.properties()) {
      position++;
      try {
        FlagReader.read(entry.getKey(), entry.getValue()).ifPresent(sound::add);
      } catch (FlagFileException fault) {
        // By its position: a name out of a hostile file does not belong into a message.
        faults.add("flag " + position + " is left out: " + fault.getMessage());
      }
    }
    return new FlagFile(sound, faults);
  }

  private static JsonNode root(byte[] content) throws FlagFileException {
    try {
      return JSON.readTree(content);
    } catch (JacksonException e) {
      throw new FlagFileException("it is no JSON that can be read: " + e.getOriginalMessage());
    } catch (IOException impossible) {
      throw new AssertionError("bytes in memory can be read", impossible);
    }
  }
}
