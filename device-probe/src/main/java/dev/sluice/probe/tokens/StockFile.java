package dev.sluice.probe.tokens;

import dev.sluice.probe.storage.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * The file of a stock: a line for each token, after one with the CRC32C of all of them. A file that
 * is not exactly that is as if it were not there: a token is cheap, and one that belongs to a
 * report must not be taken for a free one.
 */
final class StockFile {
  static final String NAME = "tokens";

  private static final int MOST_BYTES = 64 * 1024;
  private static final int CHECKSUM = 9;

  private StockFile() {}

  static List<StockedToken> read(DurableFiles files) throws IOException {
    Optional<byte[]> content = files.read(NAME, MOST_BYTES + 1);
    return content.isEmpty() || content.get().length > MOST_BYTES
        ? List.of()
        : parse(new String(content.get(), StandardCharsets.US_ASCII));
  }

  private static List<StockedToken> parse(String text) {
    if (text.length() < CHECKSUM
        || !checksum(text.substring(CHECKSUM)).equals(text.substring(0, CHECKSUM))) {
      return List.of();
    }
    List<Optional<StockedToken>> read =
        text.substring(CHECKSUM).lines().map(StockedToken::parse).toList();
    return read.stream().allMatch(Optional::isPresent)
        ? read.stream().flatMap(Optional::stream).toList()
        : List.of();
  }

  static void write(DurableFiles files, List<StockedToken> stock) throws IOException {
    String lines = stock.stream().map(each -> each.line() + "\n").collect(Collectors.joining());
    files.replace(NAME, (checksum(lines) + lines).getBytes(StandardCharsets.US_ASCII));
  }

  static void delete(DurableFiles files) throws IOException {
    files.delete(NAME);
    files.delete(NAME + ".new"); // of a write that did not end
  }

  private static String checksum(String lines) {
    CRC32C crc = new CRC32C();
    crc.update(lines.getBytes(StandardCharsets.US_ASCII));
    return "%08x\n".formatted(crc.getValue());
  }
}
