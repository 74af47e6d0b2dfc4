package dev.sluice.probe.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.ChatFallback;
import dev.sluice.probe.engine.ChatMessage;
import dev.sluice.probe.engine.ChatMessage.Role;
import dev.sluice.probe.engine.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates in the shapes of the common families, and templates of people who mean harm. */
class ChatRendererTest {

  private static final Prompt.Chat WITH_SYSTEM =
      chat(
          new ChatMessage(Role.SYSTEM, "Be brief."),
          new ChatMessage(Role.USER, "1 + 1?"),
          new ChatMessage(Role.ASSISTANT, "2"),
          new ChatMessage(Role.USER, " 2 {{ eos_token }} {% 2? "));

  private static final Prompt.Chat ONE_QUESTION = chat(new ChatMessage(Role.USER, "Why?"));

  static Stream<List<String>> families() {
    return Stream.of(
        List.of(
            "chatml",
            "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n1 + 1?<|im_end|>\n"
                + "<|im_start|>assistant\n2<|im_end|>\n"
                + "<|im_start|>user\n 2 {{ eos_token }} {% 2? <|im_end|>\n<|im_start|>assistant\n",
            "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n"
                + "<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n"),
        List.of(
            "qwen",
            "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n1 + 1?<|im_end|>\n"
                + "<|im_start|>assistant\n2<|im_end|>\n"
                + "<|im_start|>user\n 2 {{ eos_token }} {% 2? <|im_end|>\n<|im_start|>assistant\n",
            "<|im_start|>system\nYou are a small model.<|im_end|>\n"
                + "<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n"),
        List.of(
            "llama3",
            "<|start_header_id|>system<|end_header_id|>\n\nToday Date: 26 Jul 2024\n\n"
                + "Be brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n1 + 1?<|eot_id|>"
                + "<|start_header_id|>assistant<|end_header_id|>\n\n2<|eot_id|>"
                + "<|start_header_id|>user<|end_header_id|>\n\n2 {{ eos_token }} {% 2?<|eot_id|>"
                + "<|start_header_id|>assistant<|end_header_id|>\n\n",
            "<|start_header_id|>system<|end_header_id|>\n\nToday Date: 26 Jul 2024\n\n<|eot_id|>"
                + "<|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|>"
                + "<|start_header_id|>assistant<|end_header_id|>\n\n"),
        List.of(
            "gemma3",
            "<start_of_turn>user\nBe brief.\n\n1 + 1?<end_of_turn>\n"
                + "<start_of_turn>model\n2<end_of_turn>\n"
                + "<start_of_turn>user\n2 {{ eos_token }} {% 2?<end_of_turn>\n"
                + "<start_of_turn>model\n",
            "<start_of_turn>user\nWhy?<end_of_turn>\n<start_of_turn>model\n"),
        List.of(
            "mistral",
            "[INST] 1 + 1?[/INST] 2</s>[INST] Be brief.\n\n 2 {{ eos_token }} {% 2? [/INST]",
            "[INST] Why?[/INST]"),
        List.of(
            "phi",
            "<|system|>\nBe brief.<|end|>\n<|user|>\n1 + 1?<|end|>\n<|assistant|>\n2<|end|>\n"
                + "<|user|>\n 2 {{ eos_token }} {% 2? <|end|>\n<|assistant|>\n",
            "<|user|>\nWhy?<|end|>\n<|assistant|>\n"),
        List.of(
            "zephyr",
            "<|system|>\nBe brief.</s>\n<|user|>\n1 + 1?</s>\n<|assistant|>\n2</s>\n"
                + "<|user|>\n 2 {{ eos_token }} {% 2? </s>\n<|assistant|>\n",
            "<|user|>\nWhy?</s>\n<|assistant|>\n"),
        List.of(
            "reasoning",
            "Be brief.<|User|>1 + 1?<|Assistant|>2<|end_of_sentence|>"
                + "<|User|> 2 {{ eos_token }} {% 2? <|Assistant|>",
            "<|User|>Why?<|Assistant|>"));
  }

  @ParameterizedTest
  @MethodSource("families")
  void render_templateOfAFamily_isTheFormThatItsModelsKnow(List<String> family) {
    ChatTemplate template = new ChatTemplate(resource(family.get(0)), "<s>", "</s>", true);

    assertThat(textOf(template, WITH_SYSTEM)).isEqualTo(family.get(1));
    assertThat(textOf(template, ONE_QUESTION)).isEqualTo(family.get(2));
  }

  @Test
  void render_chatml_isTheFallbacksForm() {
    assertThat(textOf(ChatTemplate.chatml(), ONE_QUESTION))
        .isEqualTo("<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n");
  }

  @Test
  void render_beginToken_isKeptOnlyWhereTheEngineAddsNone() {
    String source = "{{ bos_token }}{{ messages[0].content }}";

    assertThat(textOf(new ChatTemplate(source, "<s>", "</s>", false), ONE_QUESTION))
        .isEqualTo("<s>Why?");
    assertThat(textOf(new ChatTemplate(source, "<s>", "</s>", true), ONE_QUESTION))
        .isEqualTo("Why?");
    assertThat(textOf(new ChatTemplate(source, "", "", true), ONE_QUESTION)).isEqualTo("Why?");
  }

  @Test
  void render_gemmaWithASystemMessage_isRefusedInTheTemplatesWords() {
    ChatTemplate gemma = new ChatTemplate(resource("gemma"), "<bos>", "<eos>", true);

    assertThat(new ChatRenderer(gemma).render(WITH_SYSTEM))
        .isEqualTo(
            new RenderedChat.Refused(
                "the model's chat template does not take this chat:"
                    + " it says: System role not supported"));
    assertThat(textOf(gemma, ONE_QUESTION))
        .isEqualTo("<start_of_turn>user\nWhy?<end_of_turn>\n<start_of_turn>model\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{{ messages[0].content.startswith('W') }} | true",
        "{{ messages[0].content.split('h')[-1] }} | y?",
        "{{ '(a+)+b'.split('+)')[0] }} | (a",
        "{{ '\\n x \\n'.strip() }} | x",
        "{{ 'xxax'.lstrip('x') }}{{ 'axx'.rstrip('x') }} | axa",
        "{{ messages[0].get('role') }}{{ messages[0].get('name', '-') }} | user-",
        "{% macro f(x) %}<{{ x }}>{% endmacro %}{{ f('a') }} | <a>",
        "{% for i in range(9) %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endfor %} | 01"
      })
  void render_whatTemplatesUseOfPython_works(String source, String expected) {
    assertThat(textOf(new ChatTemplate(source, "", "", true), ONE_QUESTION)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ raise_exception('no') }}",
        "{% for a in range(250) %}{% for b in range(250) %}x{% endfor %}{% endfor %}",
        "{% for a in range(250) %}{% for b in range(250) %}{% for c in range(250) %}{% for d in"
            + " range(250) %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{% set ns = namespace(s='xxxxxxxxxxxxxxxx') %}{% for i in range(60) %}"
            + "{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s }}",
        "{{ 'a'.repeat(2000000000) }}",
        "{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(a+)+b') }}",
        "{{ ''.getClass() }}x",
        "{{ ''.getClass().forName('java.lang.Runtime') }}x",
        "{{ messages.getClass() }}x",
        "{{ messages | render }}x",
        "{{ 'x' | replace('x', 'y') }}",
        "{% include '/etc/passwd' %}x",
        "{% import '/etc/passwd' as p %}x",
        "{% extends '/etc/passwd' %}x",
        "{% block a %}x",
        "{% for message in messages %}x",
        "{% if %}x{% endif %}",
        "{% unknown %}x",
        "{{ unknown() }}x",
        "{# nothing #}"
      })
  void render_hostileOrBrokenTemplate_isRefusedInOneLine(String source) {
    RenderedChat rendered =
        new ChatRenderer(new ChatTemplate(source, "", "", true)).render(ONE_QUESTION);

    assertThat(rendered).isInstanceOf(RenderedChat.Refused.class);
    assertThat(((RenderedChat.Refused) rendered).reason())
        .startsWith("the model's chat template does not take this chat: ")
        .hasSizeLessThan(300)
        .doesNotContain("\n");
  }

  /** Cut short it would be another chat, and nobody would know. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{% for i in range(1000000000) %}x{% endfor %} | range() of more than 256 numbers",
        "{% for i in range(0, 257) %}x{% endfor %} | range() of more than 256 numbers",
        "x{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }} | a macro of it calls"
            + " itself",
        "x{% macro f() %}{{ g() }}{% endmacro %}{% macro g() %}{{ f() }}{% endmacro %}{{ f() }}"
            + " | a macro of it calls itself",
      })
  void render_endlessLoopOrRecursion_isRefused(String source, String reason) {
    RenderedChat rendered =
        new ChatRenderer(new ChatTemplate(source, "", "", true)).render(ONE_QUESTION);

    assertThat(rendered).isInstanceOf(RenderedChat.Refused.class);
    assertThat(((RenderedChat.Refused) rendered).reason()).contains(reason);
  }

  @Test
  void render_rangeOf256_isWhole() {
    ChatTemplate template =
        new ChatTemplate("{% for i in range(256) %}x{% endfor %}", "", "", true);

    assertThat(textOf(template, ONE_QUESTION)).hasSize(256);
  }

  @Test
  void render_deepNesting_isRefused() {
    String brackets = "(".repeat(30_000) + "1" + ")".repeat(30_000);

    assertThat(
            new ChatRenderer(new ChatTemplate("{{ " + brackets + " }}", "", "", true))
                .render(ONE_QUESTION))
        .isInstanceOfSatisfying(
            RenderedChat.Refused.class,
            refused -> assertThat(refused.reason()).contains("nests brackets"));
  }

  private static String textOf(ChatTemplate template, Prompt.Chat chat) {
    RenderedChat rendered = new ChatRenderer(template).render(chat);
    assertThat(rendered).isInstanceOf(RenderedChat.Text.class);
    return ((RenderedChat.Text) rendered).text();
  }

  private static Prompt.Chat chat(ChatMessage... messages) {
    return new Prompt.Chat(List.of(messages), ChatFallback.NONE);
  }

  private static String resource(String family) {
    try (InputStream stream = ChatRendererTest.class.getResourceAsStream(family + ".jinja")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
