package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.probe.engine.LogLikelihood;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Messages between parent and child as lines of text: a mark, then the message's bytes in Base64.
 *
 * <p>The child shares its standard output with native code that may print to it at any time. Lines
 * without the mark are therefore passed over, and the child begins each message with a line break
 * so that an unfinished line of somebody else's cannot swallow it.
 */
final class ChildProtocol {
  private static final String MARK = "@sluice ";
  private static final int MAX_TEXT_BYTES = 16 * 1024 * 1024;

  private ChildProtocol() {}

  /** The request as a line. */
  static String encode(ChildRequest request) {
    return line(
        bytes(
            out -> {
              if (request instanceof ChildRequest.Load load) {
                out.writeByte('L');
                writeText(out, load.modelFile());
                out.writeInt(load.threads());
                out.writeInt(load.contextTokens());
                out.writeInt(load.batchTokens());
                writeText(out, load.cacheType());
              } else if (request instanceof ChildRequest.Score score) {
                out.writeByte('S');
                writeText(out, score.prompt());
                out.writeLong(score.timeoutMillis());
                writeTexts(out, score.continuations());
              } else if (request instanceof ChildRequest.Complete complete) {
                out.writeByte('C');
                writeText(out, complete.prompt());
                out.writeInt(complete.maxTokens());
                out.writeLong(complete.timeoutMillis());
                writeTexts(out, complete.stop());
                out.writeDouble(complete.temperature());
                out.writeInt(complete.seed());
                writeText(out, complete.grammar());
              } else if (request instanceof ChildRequest.Go) {
                out.writeByte('G');
              }
            }));
  }

  /** The reply as a line. */
  static String encode(ChildReply reply) {
    return line(bytes(reply));
  }

  /** The reply as bytes, which are shorter than its line and sooner made. */
  static byte[] bytes(ChildReply reply) {
    return bytes(
        out -> {
          if (reply instanceof ChildReply.Ready) {
            out.writeByte('R');
          } else if (reply instanceof ChildReply.NoLibrary noLibrary) {
            out.writeByte('X');
            writeText(out, noLibrary.message());
          } else if (reply instanceof ChildReply.Loaded loaded) {
            out.writeByte('L');
            out.writeLong(loaded.loadNanos());
          } else if (reply instanceof ChildReply.NotLoaded notLoaded) {
            out.writeByte('N');
            writeText(out, notLoaded.message());
          } else if (reply instanceof ChildReply.Answered answered) {
            out.writeByte('A');
            writeText(out, answered.text());
            out.writeLong(answered.firstNanos());
            out.writeLong(answered.totalNanos());
          } else if (reply instanceof ChildReply.Scored scored) {
            out.writeByte('S');
            out.writeLong(scored.totalNanos());
            out.writeInt(scored.likelihoods().size());
            for (LogLikelihood likelihood : scored.likelihoods()) {
              out.writeDouble(likelihood.logProbability());
              out.writeInt(likelihood.tokens());
            }
          } else if (reply instanceof ChildReply.DeadlinePassed) {
            out.writeByte('T');
          } else if (reply instanceof ChildReply.Declined declined) {
            out.writeByte('D');
            writeText(out, declined.message());
          } else if (reply instanceof ChildReply.Rejected rejected) {
            out.writeByte('J');
            writeText(out, rejected.message());
          } else if (reply instanceof ChildReply.OutOfHeap) {
            out.writeByte('M');
          }
        });
  }

  /** Empty for a line that is not a message. */
  static Optional<ChildRequest> decodeRequest(String line) throws IOException {
    Optional<byte[]> bytes = bytes(line);
    return bytes.isPresent() ? Optional.of(decodeRequest(bytes.get())) : Optional.empty();
  }

  private static ChildRequest decodeRequest(byte[] bytes) throws IOException {
    return parse(
        bytes,
        (type, in) ->
            switch (type) {
              case 'L' ->
                  new ChildRequest.Load(
                      readText(in), in.readInt(), in.readInt(), in.readInt(), readText(in));
              case 'C' -> {
                String prompt = readText(in);
                int maxTokens = in.readInt();
                long timeoutMillis = in.readLong();
                List<String> stop = readTexts(in);
                yield new ChildRequest.Complete(
                    prompt,
                    maxTokens,
                    stop,
                    timeoutMillis,
                    in.readDouble(),
                    in.readInt(),
                    readText(in));
              }
              case 'S' -> {
                String prompt = readText(in);
                long timeoutMillis = in.readLong();
                yield new ChildRequest.Score(prompt, readTexts(in), timeoutMillis);
              }
              case 'G' -> new ChildRequest.Go();
              default -> throw new IOException("unknown request type " + type);
            });
  }

  /** Empty for a line that is not a message. */
  static Optional<ChildReply> decodeReply(String line) throws IOException {
    Optional<byte[]> bytes = bytes(line);
    return bytes.isPresent() ? Optional.of(decodeReply(bytes.get())) : Optional.empty();
  }

  static ChildReply decodeReply(byte[] bytes) throws IOException {
    return parse(
        bytes,
        (type, in) ->
            switch (type) {
              case 'R' -> new ChildReply.Ready();
              case 'X' -> new ChildReply.NoLibrary(readText(in));
              case 'L' -> new ChildReply.Loaded(in.readLong());
              case 'N' -> new ChildReply.NotLoaded(readText(in));
              case 'A' -> new ChildReply.Answered(readText(in), in.readLong(), in.readLong());
              case 'S' -> {
                long totalNanos = in.readLong();
                yield new ChildReply.Scored(readLikelihoods(in), totalNanos);
              }
              case 'T' -> new ChildReply.DeadlinePassed();
              case 'D' -> new ChildReply.Declined(readText(in));
              case 'J' -> new ChildReply.Rejected(readText(in));
              case 'M' -> new ChildReply.OutOfHeap();
              default -> throw new IOException("unknown reply type " + type);
            });
  }

  /** What a message of these bytes looks like among the lines of others. */
  static String line(byte[] bytes) {
    return MARK + Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      body.writeTo(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static Optional<byte[]> bytes(String line) throws IOException {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(line.substring(MARK.length())));
    } catch (IllegalArgumentException e) {
      throw new IOException("a message is not valid Base64", e);
    }
  }

  private static <T> T parse(byte[] bytes, Parser<T> parser) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    return parser.parse(in.readUnsignedByte(), in);
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_TEXT_BYTES || length > in.available()) {
      throw new IOException("a message states a text of " + length + " bytes");
    }
    return new String(in.readNBytes(length), UTF_8);
  }

  private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      writeText(out, text);
    }
  }

  private static List<LogLikelihood> readLikelihoods(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException("a message states " + count + " likelihoods");
    }
    List<LogLikelihood> likelihoods = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      try {
        likelihoods.add(new LogLikelihood(in.readDouble(), in.readInt()));
      } catch (IllegalArgumentException e) {
        throw new IOException("a message states an impossible likelihood", e);
      }
    }
    return likelihoods;
  }

  private static List<String> readTexts(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException("a message states " + count + " texts");
    }
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(readText(in));
    }
    return texts;
  }

  private interface Body {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private interface Parser<T> {
    T parse(int type, DataInputStream in) throws IOException;
  }
}
