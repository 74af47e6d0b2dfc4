package dev.sluice.probe.gguf;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Judges a model file from its header and its length, without reading the weights.
 *
 * <p>Format: <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF</a>, versions
 * 2 and 3, little-endian; these are what llama.cpp b4916 reads. A sound header does not prove that
 * the weights are sound: the engine still checks the tensors' values, and a SHA-256 names the file.
 */
public final class GgufReader {
  private static final int MAGIC = 0x46554747; // "GGUF" read as a little-endian integer
  private static final int DEFAULT_ALIGNMENT = 32;
  private static final long MAX_ALIGNMENT = 1 << 20;

  private GgufReader() {}

  /** Never throws for what a file may hold; every defect is a value with a one-line message. */
  public static GgufInspection inspect(Path file) {
    if (!Files.exists(file)) {
      return new GgufInspection.Unusable(GgufFault.MISSING, "there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      return new GgufInspection.Unusable(GgufFault.NOT_A_FILE, "it is not a regular file");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return new GgufInspection.Sound(read(channel));
    } catch (MalformedGgufException e) {
      return new GgufInspection.Unusable(e.fault(), String.valueOf(e.getMessage()));
    } catch (AccessDeniedException e) {
      return new GgufInspection.Unusable(GgufFault.UNREADABLE, "reading it is not permitted");
    } catch (IOException e) {
      return new GgufInspection.Unusable(GgufFault.UNREADABLE, "reading it failed: " + reason(e));
    }
  }

  /** What the system says, without the path, which whoever asked knows. */
  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return reason == null ? "the system does not say why" : reason;
  }

  /**
   * Reads the header from the channel's start; may leave the rest unread.
   *
   * @throws IOException what the channel throws
   */
  static GgufModel read(SeekableByteChannel channel) throws IOException, MalformedGgufException {
    GgufInput input = new GgufInput(channel);
    int formatVersion = readPreamble(input);
    long tensorCount = input.readLong();
    long metadataCount = input.readLong();
    GgufMetadata metadata = GgufMetadata.read(input, metadataCount);
    requireOneWholeModel(metadata);
    long alignment = alignment(metadata);
    TensorTable tensors = TensorTable.read(input, tensorCount, alignment);
    if (tensors.count() == 0) {
      throw new MalformedGgufException(GgufFault.NOT_A_MODEL, "it holds no tensors");
    }
    requireTensorsInside(channel.size(), input.position(), alignment, tensors);
    return describe(channel.size(), formatVersion, metadata, tensors);
  }

  /** Reads the metadata alone from the channel's start. */
  static GgufMetadata readMetadata(SeekableByteChannel channel)
      throws IOException, MalformedGgufException {
    GgufInput input = new GgufInput(channel);
    readPreamble(input);
    input.skip(Long.BYTES);
    return GgufMetadata.read(input, input.readLong());
  }

  private static int readPreamble(GgufInput input) throws IOException, MalformedGgufException {
    if (input.remaining() == 0) {
      throw new MalformedGgufException(GgufFault.EMPTY, "the file is empty");
    }
    if (input.remaining() < Integer.BYTES || input.readInt() != MAGIC) {
      throw new MalformedGgufException(
          GgufFault.NOT_GGUF, "it is not a GGUF file (it does not begin with 'GGUF')");
    }
    int version = input.readInt();
    if (version == 2 || version == 3) {
      return version;
    }
    if (Integer.reverseBytes(version) >= 1 && Integer.reverseBytes(version) <= 3) {
      throw new MalformedGgufException(
          GgufFault.UNSUPPORTED, "it is a big-endian GGUF file; only little-endian ones are read");
    }
    throw new MalformedGgufException(
        GgufFault.UNSUPPORTED,
        "it has GGUF version %s; versions 2 and 3 are read"
            .formatted(Integer.toUnsignedString(version)));
  }

  private static void requireOneWholeModel(GgufMetadata metadata) throws MalformedGgufException {
    String type = metadata.text("general.type").orElse("model");
    if (!type.equals("model")) {
      throw new MalformedGgufException(
          GgufFault.NOT_A_MODEL,
          "it holds a '%s', not a model".formatted(MetadataType.printable(type)));
    }
    if (metadata.integer("split.count").orElse(1) > 1) {
      throw new MalformedGgufException(
          GgufFault.NOT_A_MODEL, "it is one part of a split model; merge the parts first");
    }
    if (metadata.text("general.architecture").isEmpty()) {
      throw MalformedGgufException.corrupt("it does not say which architecture it has");
    }
    String layers = metadata.text("general.architecture").orElseThrow() + ".block_count";
    if (metadata.integer(layers).orElse(1) == 0) {
      // llama.cpp b4916 aborts on it.
      throw MalformedGgufException.corrupt("it says that it has no layers");
    }
  }

  private static long alignment(GgufMetadata metadata) throws MalformedGgufException {
    long alignment = metadata.integer("general.alignment").orElse(DEFAULT_ALIGNMENT);
    if (alignment < 1 || alignment > MAX_ALIGNMENT || Long.bitCount(alignment) != 1) {
      throw MalformedGgufException.corrupt(
          "its alignment must be a power of two, was %d".formatted(alignment));
    }
    return alignment;
  }

  private static void requireTensorsInside(
      long fileBytes, long headerEnd, long alignment, TensorTable tensors)
      throws MalformedGgufException {
    long dataStart = (headerEnd + alignment - 1) / alignment * alignment;
    if (tensors.dataEnd() > fileBytes - dataStart) {
      throw new MalformedGgufException(
          GgufFault.TRUNCATED,
          "the file is cut off: it has %d bytes, its tensors need %s"
              .formatted(fileBytes, Long.toUnsignedString(dataStart + tensors.dataEnd())));
    }
  }

  private static GgufModel describe(
      long fileBytes, int formatVersion, GgufMetadata metadata, TensorTable tensors) {
    String architecture = metadata.text("general.architecture").orElseThrow();
    OptionalLong fileType = metadata.integer("general.file_type");
    return new GgufModel(
        fileBytes,
        formatVersion,
        MetadataType.printable(architecture),
        metadata.text("general.name").map(MetadataType::printable),
        metadata.text("general.version").map(MetadataType::printable),
        fileType.isPresent() ? QuantizationName.ofFileType(fileType.getAsLong()) : Optional.empty(),
        Hyperparameters.plausible(metadata.integer(architecture + ".context_length")),
        tensors.count(),
        tensors.dataBytes(),
        tensors.elements(),
        tensors.repackable().bytes(),
        Hyperparameters.of(metadata, architecture));
  }
}
