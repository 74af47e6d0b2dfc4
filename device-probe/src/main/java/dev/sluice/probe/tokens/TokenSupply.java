package dev.sluice.probe.tokens;

import dev.sluice.probe.send.Delivery;
import java.io.IOException;
import java.util.Optional;

/** Where tokens are got ahead of the reports that will need them. */
public interface TokenSupply {

  /** Of a device that shows none. */
  static TokenSupply none() {
    return new NoTokens();
  }

  /** How many there are; empty on a device that shows none. */
  Optional<TokenStanding> standing() throws IOException;

  /** Whether there is room for another one. */
  default boolean isShort() throws IOException {
    return standing().filter(TokenStanding::isShort).isPresent();
  }

  /**
   * Gets one and keeps it. Whoever calls it holds the ledger's lock, and sends nothing at about the
   * same time: who fetched and who sent would be easy to connect.
   *
   * @return why there is none, if so
   */
  Optional<Delivery.Deferred> fetchOne();
}
