package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of items: the samples' own where a suite may have them, else their places in the file. */
final class SampleIds {

  private static final Pattern USABLE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private final List<Loss> losses;
  private final Set<String> own = new HashSet<>();
  private final Set<String> taken = new HashSet<>(BorrowedControls.OWN_IDS);

  SampleIds(List<JsonNode> samples, List<Loss> losses) {
    this.losses = losses;
    samples.forEach(sample -> own.add(sample.path("id").asText()));
  }

  /** That of the sample at a place, counted from 1; each is given once. */
  String of(JsonNode sample, int place) {
    String id = sample.path("id").asText();
    if (USABLE.matcher(id).matches() && taken.add(id)) {
      return id;
    }
    String byPlace = "sample-" + place;
    while (own.contains(byPlace) || !taken.add(byPlace)) {
      byPlace += "-";
    }
    if (!id.isEmpty()) {
      losses.add(
          new Loss(
              byPlace,
              "its id '"
                  + shown(id)
                  + "' is not taken over: an id is at most 64 lower-case letters, digits, '.', '_'"
                  + " or '-', and is used once"));
    }
    return byPlace;
  }

  private static String shown(String id) {
    return id.length() <= 64 ? id : id.substring(0, 64) + "...";
  }
}
