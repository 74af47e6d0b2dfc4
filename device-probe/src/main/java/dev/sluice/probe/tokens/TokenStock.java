package dev.sluice.probe.tokens;

import dev.sluice.probe.storage.DurableFiles;
import dev.sluice.probe.storage.OwnerOnlyDirectory;
import dev.sluice.schemas.Digests;
import dev.sluice.tokens.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tokens of a device, in a file. One that was taken for a report belongs to it from then on,
 * before it is shown: shown with another one, it would tie the two together. Whoever uses it holds
 * the ledger's lock.
 */
public final class TokenStock {
  /** So many wait to be used, at most. */
  static final int FULL = 4;

  /** So many belong to reports that are on their way, at most; a ledger has fewer. */
  static final int MOST_TAKEN = 64;

  private final DurableFiles files;

  TokenStock(DurableFiles files) {
    this.files = files;
  }

  /** How many belong to no report yet. */
  int free() throws IOException {
    return (int) read().stream().filter(StockedToken::isFree).count();
  }

  /** The token of a report: the one that it has, else the oldest that is free. */
  Optional<Token> take(byte[] report) throws IOException {
    List<StockedToken> stock = read();
    String owner = owner(report);
    Optional<StockedToken> taken = ownedBy(owner, stock);
    if (taken.isPresent()) {
      return taken.map(StockedToken::token);
    }
    Optional<StockedToken> free = stock.stream().filter(StockedToken::isFree).findFirst();
    if (free.isPresent()) {
      stock.remove(free.get());
      addTaken(stock, free.get().of(owner));
      write(stock);
    }
    return free.map(StockedToken::token);
  }

  /** Adds a token that belongs to no report. */
  void add(Token token) throws IOException {
    List<StockedToken> stock = read();
    stock.add(StockedToken.free(token));
    write(stock);
  }

  /** Adds a token that belongs to a report. */
  void addFor(byte[] report, Token token) throws IOException {
    List<StockedToken> stock = read();
    addTaken(stock, StockedToken.free(token).of(owner(report)));
    write(stock);
  }

  /** A report was given up without a word if its token is the oldest of so many. */
  private static void addTaken(List<StockedToken> stock, StockedToken token) {
    List<StockedToken> taken =
        new ArrayList<>(stock.stream().filter(each -> !each.isFree()).toList());
    if (taken.size() >= MOST_TAKEN) {
      stock.remove(taken.get(0));
    }
    stock.add(token);
  }

  /** Deletes the token of a report, if it has one. */
  void drop(byte[] report) throws IOException {
    List<StockedToken> stock = read();
    Optional<StockedToken> taken = ownedBy(owner(report), stock);
    if (taken.isPresent()) {
      stock.remove(taken.get());
      write(stock);
    }
  }

  /** Deletes the token of a report, and the free ones that the same key signed. */
  void dropKeyOf(byte[] report) throws IOException {
    List<StockedToken> stock = read();
    Optional<StockedToken> taken = ownedBy(owner(report), stock);
    if (taken.isPresent()) {
      Token refused = taken.get().token();
      stock.remove(taken.get());
      stock.removeIf(each -> each.isFree() && each.token().sharesKeyWith(refused));
      write(stock);
    }
  }

  /** Deletes all tokens of a data directory, and what they say about reports. */
  public static void erase(Path dataDirectory) throws IOException {
    Optional<OwnerOnlyDirectory> files = OwnerOnlyDirectory.existing(dataDirectory);
    if (files.isPresent()) {
      StockFile.delete(files.get());
    }
  }

  private static Optional<StockedToken> ownedBy(String owner, List<StockedToken> stock) {
    return stock.stream().filter(each -> each.report().equals(Optional.of(owner))).findFirst();
  }

  private static String owner(byte[] report) {
    return Digests.hex(Digests.of(report));
  }

  private List<StockedToken> read() throws IOException {
    return new ArrayList<>(StockFile.read(files));
  }

  private void write(List<StockedToken> stock) throws IOException {
    StockFile.write(files, stock);
  }
}
