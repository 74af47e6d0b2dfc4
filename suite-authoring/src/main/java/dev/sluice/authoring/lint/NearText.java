package dev.sluice.authoring.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds texts that are the same to a reader but for a slip: the same words whatever the punctuation
 * and case, or long texts of which at least four fifths of all runs of three words are shared
 * (Jaccard index of word 3-shingles, Broder 1997). Texts of fewer than fifteen words are only ever
 * near by the first rule: one word is what makes a short question another one.
 */
final class NearText {

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final int SHINGLE_WORDS = 3;
  private static final int LONG_WORDS = 15;
  private static final double NEAR = 0.8;

  /** A run of words in more texts than this is a phrase of the suite and tells none of them. */
  private static final int COMMONEST = 50;

  private final Map<String, Integer> byWords = new LinkedHashMap<>();
  private final Map<String, List<Integer>> byShingle = new HashMap<>();
  private final List<Set<String>> shingles = new ArrayList<>();

  /**
   * Adds a text.
   *
   * @return the position of an earlier text that this one is near to; -1 when there is none
   */
  int add(String text) {
    int near = find(text);
    List<String> words = words(text);
    int position = shingles.size();
    Set<String> own = shinglesOfLong(words);
    byWords.putIfAbsent(String.join(" ", words), position);
    shingles.add(own);
    own.forEach(run -> byShingle.computeIfAbsent(run, key -> new ArrayList<>()).add(position));
    return near;
  }

  /** The position of an added text that this one is near to; -1 when there is none. */
  int find(String text) {
    List<String> words = words(text);
    Integer same = byWords.get(String.join(" ", words));
    return same == null || words.isEmpty() ? nearest(shinglesOfLong(words)) : same;
  }

  private static Set<String> shinglesOfLong(List<String> words) {
    return words.size() < LONG_WORDS ? Set.of() : shingles(words);
  }

  private int nearest(Set<String> own) {
    Map<Integer, Integer> shared = new HashMap<>();
    for (String run : own) {
      List<Integer> holders = byShingle.getOrDefault(run, List.of());
      if (holders.size() <= COMMONEST) {
        holders.forEach(holder -> shared.merge(holder, 1, Integer::sum));
      }
    }
    return shared.keySet().stream()
        .filter(other -> jaccard(own, shingles.get(other)) >= NEAR)
        .min(Integer::compare)
        .orElse(-1);
  }

  private static double jaccard(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.retainAll(other);
    return (double) both.size() / (one.size() + other.size() - both.size());
  }

  static List<String> words(String text) {
    return Arrays.stream(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT), -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static Set<String> shingles(List<String> words) {
    Set<String> runs = new HashSet<>();
    for (int start = 0; start + SHINGLE_WORDS <= words.size(); start++) {
      runs.add(String.join(" ", words.subList(start, start + SHINGLE_WORDS)));
    }
    return runs;
  }
}
