package dev.sluice.probe.openai;

import dev.sluice.probe.engine.AnswerChoices;
import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.ChatFallback;
import dev.sluice.probe.engine.ChatMessage;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Opening.Refused;
import dev.sluice.probe.engine.Opening.Refused.Kind;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.Sampling;
import dev.sluice.probe.engine.Shortcoming;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Tries out what a server can do. Servers are known to drop a parameter that they do not know in
 * silence and to answer all the same, so that only what was seen to work counts as a capability.
 *
 * <p>What every suite relies on is required: one answer for one question, and not more of it than
 * asked for. That stop strings work is not, because the session cuts at them itself.
 */
final class ServerChecks {
  private static final String QUESTION = "Once upon a time there was a";
  private static final int ANSWER_TOKENS = 16;

  /** A frame of a chat takes more tokens than one letter and a mark for the beginning. */
  private static final int MOST_TOKENS_OF_ONE_LETTER = 4;

  private static final int FEWEST_TOKENS_OF_FORTY_WORDS = 20;
  private static final String FORTY_WORDS = "red fox ".repeat(20).strip();

  /** No tokenizer has longer ones in plain text; an answer beyond ignores the limit. */
  private static final int MOST_CHARACTERS_OF_A_TOKEN = 64;

  private static final List<AnswerChoices> UNLIKELY =
      List.of(
          new AnswerChoices(List.of("zebra-17", "quartz-23")),
          new AnswerChoices(List.of("Qx7", "no such \"thing\"")));

  private final Questioner questioner;
  private final Duration patience;
  private Dialect dialect;
  private final Set<Capability> proved = EnumSet.noneOf(Capability.class);
  private final Map<Capability, Shortcoming> shortcomings = new EnumMap<>(Capability.class);

  ServerChecks(Questioner questioner, Duration patience, Dialect dialect) {
    this.questioner = questioner;
    this.patience = patience;
    this.dialect = dialect;
  }

  /** What the checks came to. */
  sealed interface Result {

    /** The server can be used. */
    record Usable(
        Dialect dialect, Set<Capability> capabilities, Map<Capability, Shortcoming> shortcomings)
        implements Result {
      public Usable {
        capabilities = Set.copyOf(capabilities);
        shortcomings = Map.copyOf(shortcomings);
      }
    }

    /** It cannot. */
    record Unusable(Refused refusal) implements Result {}
  }

  Result run() throws InterruptedException {
    Answer asText = takesPrompt(Prompt.text("a"), Prompt.text(FORTY_WORDS), Capability.RAW_TEXT);
    if (asText instanceof Answer.TimedOut || asText instanceof Answer.Busy) {
      return new Result.Unusable(refusal(asText));
    }
    Answer asChat = takesPrompt(chat("a"), chat(FORTY_WORDS), Capability.CHAT);
    if (proved.isEmpty()) {
      return new Result.Unusable(nothingProved(asText, asChat));
    }
    Optional<String> objection = answersAsTold();
    if (objection.isPresent()) {
      return new Result.Unusable(new Refused(Kind.NOT_SUPPORTED, objection.get()));
    }
    tryChoices();
    trySeeds();
    tryLikelihoods();
    return new Result.Usable(dialect, proved, shortcomings);
  }

  /** Whether anything at all is answered; for a server that has been tried out before. */
  Optional<Refused> alive() throws InterruptedException {
    Answer answer = ask(request(question("a"), 1));
    return answer instanceof Answer.Text ? Optional.empty() : Optional.of(refusal(answer));
  }

  void assume(Set<Capability> capabilities) {
    proved.addAll(capabilities);
  }

  /**
   * Whether prompts of that kind reach the model, by the server's own count of their tokens: a
   * prompt that is dropped, cut or put into a frame shows there. Returns the first answer.
   */
  private Answer takesPrompt(Prompt oneLetter, Prompt fortyWords, Capability capability)
      throws InterruptedException {
    Answer first = ask(request(oneLetter, 1));
    if (!(first instanceof Answer.Text one)) {
      return first;
    }
    if (!(ask(request(fortyWords, 1)) instanceof Answer.Text forty)
        || one.promptTokens().isEmpty()
        || forty.promptTokens().isEmpty()) {
      return first;
    }
    int tokensOfOne = one.promptTokens().getAsInt();
    int more = forty.promptTokens().getAsInt() - tokensOfOne;
    boolean unframed = tokensOfOne <= MOST_TOKENS_OF_ONE_LETTER;
    if (more >= FEWEST_TOKENS_OF_FORTY_WORDS && (unframed || capability == Capability.CHAT)) {
      proved.add(capability);
    }
    return first;
  }

  /** What about a greedy answer is not as told, if anything. */
  private Optional<String> answersAsTold() throws InterruptedException {
    CompletionRequest request = request(question(QUESTION), ANSWER_TOKENS);
    if (!(ask(request) instanceof Answer.Text first)
        || !(ask(request) instanceof Answer.Text second)) {
      return Optional.of("the server answers one question and fails at the next");
    }
    if (!first.text().equals(second.text())) {
      return Optional.of(
          "the server gives two answers to one question at temperature 0: its scores would not"
              + " repeat");
    }
    return exceeds(first) ? Optional.of("the server ignores max_tokens") : Optional.empty();
  }

  private static boolean exceeds(Answer.Text answer) {
    OptionalInt tokens = answer.generatedTokens();
    // Some servers count the end of the text as one more.
    return tokens.isPresent()
        ? tokens.getAsInt() > ANSWER_TOKENS + 1
        : answer.text().length() > ANSWER_TOKENS * MOST_CHARACTERS_OF_A_TOKEN;
  }

  private void tryChoices() throws InterruptedException {
    for (ChoiceMethod method : ChoiceMethod.values()) {
      if (holdsTo(method)) {
        dialect = dialect.withChoice(method);
        proved.add(Capability.FORCED_CHOICE);
        return;
      }
    }
  }

  /** In every kind of prompt, and for texts that no model would say of itself. */
  private boolean holdsTo(ChoiceMethod method) throws InterruptedException {
    Dialect tried = dialect.withChoice(method);
    for (AnswerChoices choices : UNLIKELY) {
      for (Prompt prompt : questions(QUESTION)) {
        CompletionRequest request = request(prompt, 2 * ANSWER_TOKENS).withChoices(choices);
        boolean held =
            questioner.ask(tried, request) instanceof Answer.Text text
                && method.chosen(text.text()).filter(choices.texts()::contains).isPresent();
        if (!held) {
          return false;
        }
      }
    }
    return true;
  }

  /** One seed gives one text, and the seeds do make a difference. */
  private void trySeeds() throws InterruptedException {
    Optional<String> one = sampled(11);
    if (one.isEmpty() || !one.equals(sampled(11))) {
      return;
    }
    for (int seed = 12; seed < 16; seed++) {
      Optional<String> other = sampled(seed);
      if (other.isPresent() && !other.equals(one)) {
        proved.add(Capability.SEEDED_SAMPLING);
        return;
      }
    }
  }

  private void tryLikelihoods() throws InterruptedException {
    shortcomings.put(
        Capability.CHAT_LOG_LIKELIHOOD,
        Shortcoming.lacking("a server does not tell how it frames a chat"));
    Optional<Shortcoming> objection =
        proved.contains(Capability.RAW_TEXT)
            ? new LikelihoodChecks(questioner, patience, dialect).objection()
            : Optional.of(
                Shortcoming.lacking("the server takes no text without a chat's frame around it"));
    objection.ifPresentOrElse(
        reason -> shortcomings.put(Capability.LOG_LIKELIHOOD, reason),
        () -> proved.add(Capability.LOG_LIKELIHOOD));
  }

  private Optional<String> sampled(int seed) throws InterruptedException {
    CompletionRequest request =
        request(question(QUESTION), ANSWER_TOKENS)
            .withSampling(new Sampling(Sampling.MAX_TEMPERATURE, seed));
    return ask(request) instanceof Answer.Text text ? Optional.of(text.text()) : Optional.empty();
  }

  private Prompt question(String text) {
    return questions(text).get(0);
  }

  private List<Prompt> questions(String text) {
    boolean raw = proved.contains(Capability.RAW_TEXT);
    boolean chats = proved.contains(Capability.CHAT);
    if (raw && chats) {
      return List.of(Prompt.text(text), chat(text));
    }
    return List.of(chats ? chat(text) : Prompt.text(text));
  }

  private Answer ask(CompletionRequest request) throws InterruptedException {
    return questioner.ask(dialect, request);
  }

  private CompletionRequest request(Prompt prompt, int maxTokens) {
    return new CompletionRequest(prompt, maxTokens, List.of(), patience);
  }

  private static Prompt chat(String text) {
    return new Prompt.Chat(
        List.of(new ChatMessage(ChatMessage.Role.USER, text)), ChatFallback.NONE);
  }

  private static Refused nothingProved(Answer asText, Answer asChat) {
    // What is said about the chat tells more: it is what servers are made for.
    if (!(asChat instanceof Answer.Text)) {
      return refusal(
          asText instanceof Answer.Refused || asText instanceof Answer.Text ? asChat : asText);
    }
    return new Refused(
        Kind.NOT_SUPPORTED,
        "the server does not show that prompts reach the model: its count of their tokens"
            + " (usage.prompt_tokens) is missing or does not grow with them");
  }

  private static Refused refusal(Answer answer) {
    if (answer instanceof Answer.TimedOut timedOut) {
      return new Refused(
          Kind.TIMEOUT,
          "the server gave no whole answer within %s s"
              .formatted(timedOut.limit().toMillis() / 1000.0));
    }
    if (answer instanceof Answer.Busy busy) {
      return new Refused(Kind.BUSY, "the server is busy: " + busy.reason());
    }
    if (answer instanceof Answer.Refused refused) {
      return new Refused(Kind.NOT_SUPPORTED, refused.reason());
    }
    return new Refused(
        Kind.ENGINE_FAILURE, Objects.requireNonNull((Answer.Broken) answer).reason());
  }
}
