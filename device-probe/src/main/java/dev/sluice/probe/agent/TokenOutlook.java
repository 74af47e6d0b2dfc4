package dev.sluice.probe.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.tokens.TokenStanding;
import java.time.Duration;
import java.util.Optional;

/**
 * How an agent stands with its tokens.
 *
 * @param next when another one is fetched, as coarsely as an owner needs it
 * @param trouble why the last one could not be got, if so
 */
record TokenOutlook(TokenStanding standing, Next next, Optional<String> trouble) {
  private static final Duration HOUR = Duration.ofHours(1);

  /** When the next one is fetched. */
  enum Next {
    NOT_NEEDED("not-needed"),
    WHEN_NETWORK_IS_USED("when-network-is-used"),
    WITHIN_AN_HOUR("within-an-hour"),
    WITHIN_A_DAY("within-a-day");

    private final String wireName;

    Next(String wireName) {
      this.wireName = wireName;
    }
  }

  /**
   * What there is and when there will be more.
   *
   * @param networkIsUsed whether anything is fetched at all now
   * @param pause until the next one is fetched, at most a day
   */
  static TokenOutlook of(
      TokenStanding standing, boolean networkIsUsed, Duration pause, Optional<String> trouble) {
    return new TokenOutlook(standing, next(standing, networkIsUsed, pause), trouble);
  }

  private static Next next(TokenStanding standing, boolean networkIsUsed, Duration pause) {
    if (!standing.isShort()) {
      return Next.NOT_NEEDED;
    }
    if (!networkIsUsed) {
      return Next.WHEN_NETWORK_IS_USED;
    }
    return pause.compareTo(HOUR) > 0 ? Next.WITHIN_A_DAY : Next.WITHIN_AN_HOUR;
  }

  ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("issuer", standing.issuer())
            .put("kept", standing.kept())
            .put("most", standing.most())
            .put("next", next.wireName);
    trouble.ifPresent(why -> json.put("trouble", why));
    return json;
  }
}
