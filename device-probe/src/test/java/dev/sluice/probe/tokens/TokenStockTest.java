package dev.sluice.probe.tokens;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.storage.InMemoryFiles;
import dev.sluice.probe.storage.OwnerOnlyDirectory;
import dev.sluice.tokens.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens in a file, on a device that may stop at any byte. */
class TokenStockTest {
  private static final byte[] ONE = "one report".getBytes(US_ASCII);
  private static final byte[] OTHER = "another".getBytes(US_ASCII);

  private final InMemoryFiles files = new InMemoryFiles();

  /** What a token says does not matter here, nor who signed it. */
  private static Token token(int number) {
    byte[] bytes = new byte[Token.BYTES];
    bytes[1] = 2;
    bytes[2] = (byte) number;
    return Token.decode(bytes).orElseThrow();
  }

  private static int number(Optional<Token> token) {
    return token.orElseThrow().nonce()[0];
  }

  @Test
  void take_diesAtAnyStep_neverGivesATokenToTwoReports() throws IOException {
    new TokenStock(files).add(token(1));
    new TokenStock(files).add(token(2));
    long steps = steps(files.copy());
    assertThat(steps).isGreaterThan(500);

    for (long died = 0; died < steps; died++) {
      InMemoryFiles device = files.copy();
      device.failAfter(died);
      boolean given = takes(device, ONE).isPresent();
      device.heal();

      TokenStock again = new TokenStock(device);
      int others = number(again.take(OTHER));
      int ones = number(again.take(ONE));
      assertThat(given).as("it died before its end").isFalse();
      assertThat(ones).as("died after %d steps", died).isNotEqualTo(others);
      assertThat(number(again.take(ONE))).isEqualTo(ones);
      assertThat(again.free()).isZero();
    }
  }

  private static long steps(InMemoryFiles device) throws IOException {
    new TokenStock(device).take(ONE);
    return device.steps();
  }

  private static Optional<Token> takes(InMemoryFiles device, byte[] report) {
    try {
      return new TokenStock(device).take(report);
    } catch (IOException died) {
      return Optional.empty();
    }
  }

  @Test
  void take_fileIsDamagedAtAnyByte_neverGivesATakenTokenToAnotherReport() throws IOException {
    TokenStock stock = new TokenStock(files);
    stock.add(token(1));
    stock.take(ONE);
    byte[] sound = files.content(StockFile.NAME).orElseThrow();

    for (int at = 0; at < sound.length; at++) {
      byte[] damaged = sound.clone();
      damaged[at] ^= 1;
      files.put(StockFile.NAME, damaged);
      assertThat(stock.take(OTHER)).as("changed at %d", at).isEmpty();
      files.put(StockFile.NAME, Arrays.copyOf(sound, at));
      assertThat(stock.take(OTHER)).as("cut at %d", at).isEmpty();
    }
    files.put(StockFile.NAME, new byte[1 << 20]);
    assertThat(stock.take(ONE)).isEmpty();
  }

  @Test
  void take_moreReportsThanAnyLedgerHas_forgetsTheOldest() throws IOException {
    TokenStock stock = new TokenStock(files);
    Map<Integer, byte[]> reports = new HashMap<>();
    for (int i = 0; i <= TokenStock.MOST_TAKEN; i++) {
      reports.put(i, ("report " + i).getBytes(US_ASCII));
      stock.addFor(reports.get(i), token(i));
    }

    assertThat(stock.take(reports.get(0))).isEmpty();
    assertThat(number(stock.take(reports.get(1)))).isEqualTo(1);
    assertThat(number(stock.take(reports.get(TokenStock.MOST_TAKEN))))
        .isEqualTo(TokenStock.MOST_TAKEN);
  }

  @Test
  void drop_reportWithoutAToken_changesNothing() throws IOException {
    TokenStock stock = new TokenStock(files);
    stock.add(token(1));
    stock.drop(ONE);
    stock.dropKeyOf(ONE);

    assertThat(stock.free()).isEqualTo(1);
  }

  @Test
  void erase_leavesNothingAndNothingToErase(@TempDir Path directory) throws IOException {
    Path data = directory.resolve("data");
    TokenStock.erase(data);
    assertThat(data).doesNotExist();
    new TokenStock(OwnerOnlyDirectory.create(data)).addFor(ONE, token(1));
    assertThat(data.resolve(StockFile.NAME)).exists();

    TokenStock.erase(data);

    assertThat(data).isEmptyDirectory();
  }
}
