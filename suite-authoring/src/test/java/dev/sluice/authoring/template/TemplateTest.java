package dev.sluice.authoring.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final String DOCUMENT =
      """
      {"q": " What is it? ", "n": 3, "yes": true, "none": null, "empty": "",
       "list": ["ice", "fire", "fog"], "answers": {"text": ["one", "two"]}, "key": "B",
       "steps": "3 + 4\\n#### 7"}
      """;

  static Stream<Arguments> taken() {
    return Stream.of(
        Arguments.of("{{q}}|{{ q.strip() }}", " What is it? |What is it?"),
        Arguments.of("{{q.lstrip()}}|{{q.rstrip(' ?')}}", "What is it? | What is it"),
        Arguments.of("{{list[0]}} {{list[-1]}} {{answers['text'][1]}}", "ice fog two"),
        Arguments.of("{{answers.text.index('two')}}{{ 'ABCD'.index(key) }}", "11"),
        Arguments.of("{{['A', 'B', 'C', 'D'][n]}}{{\"ABCD\"[n]}}", "DD"),
        Arguments.of("{{q|trim|upper}} {{list|join(', ')}}", "WHAT IS IT? ice, fire, fog"),
        Arguments.of("{{list|first}}{{list|last}}{{list|length}}", "icefog3"),
        Arguments.of("{{'it\\'s a dog'.title()}} {{'oH no'|capitalize}}", "It'S A Dog Oh no"),
        Arguments.of("{{key ~ n ~ yes}} {{key + '.'}} {{n + 1}}", "B3True B. 4"),
        Arguments.of("{{'a-b-c'.replace('-', '+')}}", "a+b+c"),
        Arguments.of("{{steps.split('####')[-1].strip()}}", "7"),
        Arguments.of("{{'x' if key == 'A' else 'y' if key == 'B' else 'z'}}", "y"),
        Arguments.of("{% if n == 3 %}three{% else %}other{% endif %}\n.", "three\n."),
        Arguments.of("{% if key == 'A' %}a{% elif 'fire' in list and not none %}b{% endif %}", "b"),
        Arguments.of("a {%- if empty -%} b {%- endif -%} c {#- why -#} d", "acd"),
        Arguments.of("{{missing is defined}} {{key is not defined or n != 3.0}}", "False False"),
        Arguments.of("{{ '}}' }}{ {# {{ #}}", "}}{ }"),
        Arguments.of("{{ (list + ['mist'])[3] }}", "mist"));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void text_whatIsTaken_isWhatPythonMakesOfIt(String template, String expected)
      throws TemplateException {
    assertThat(Template.of(template).text(document())).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{missing}}",
        "{{q.missing}}",
        "{{none}}",
        "{{list}}",
        "{{answers}}",
        "{{list[3]}}",
        "{{list[-4]}}",
        "{{list['a']}}",
        "{{answers[0]}}",
        "{{list.index('sun')}}",
        "{{list.index(n)}}",
        "{{list.strip()}}",
        "{{list|trim}}",
        "{{n.lower()}}",
        "{{q + n}}",
        "{{q in n}}",
        "{{q.split('')}}",
        "{{empty[0]}}",
        "{{empty|first}}",
        "{{missing or 'a'}}",
        "{{not missing}}",
        "{{'a' if missing else 'b'}}",
        "{% if missing %}a{% endif %}",
        "{{[missing]|length}}"
      })
  void text_wherePythonWouldRaiseAnError_isNone(String template) throws TemplateException {
    assertThat(Template.of("so: " + template).text(document())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{% for c in list %}{{c}}{% endfor %}; '{% for' is not taken",
        "{% set a = 1 %}; '=' is not taken here",
        "{% include 'a' %}; '{% include' is not taken",
        "{% macro m() %}; '{% macro' is not taken",
        "{% endif %}; 'endif' belongs to no 'if'",
        "{% if n %}a; 'if' is not closed",
        "{% if n %}a{% else %}b{% else %}c{% endif %}; 'else' follows 'else'",
        "{% if %}a{% endif %}; an expression ends too early",
        "{% if n %}a{% endif n %}; 'endif' takes no condition",
        "{{n; an expression is not closed",
        "{{'n}}; ''' is not taken here",
        "{{n %}; '%}' closes what is not open",
        "{{}}; an expression ends too early",
        "{# a; {# is not closed",
        "{{n|tojson}}; '|tojson' is not taken",
        "{{q.format(n)}}; '.format()' is not taken",
        "{{q.__class__.mro()}}; '.mro()' is not taken",
        "{{q.getClass()}}; '.getClass()' is not taken",
        "{{range(9)}}; 'range()' is not taken",
        "{{q.lower(n)}}; 'lower' is not taken with 1 arguments",
        "{{n is odd}}; 'is odd' is not taken",
        "{{n * 9}}; '*' is not taken here",
        "{{list[1:2]}}; ':' is not taken here",
        "{{ -key }}; 'key' is not taken here",
        "{{n n}}; 'n' is not taken here",
        "{{n if n}}; an expression lacks 'else'",
        "{{[n}}; an expression lacks ','",
        "{{n +}}; an expression ends too early",
        "{{and}}; 'and' is not taken here",
        "{{1234567890}}; the number 1234567890 is too long"
      })
  void of_whatIsNotTaken_isRefusedByItsName(String template, String message) {
    assertThatThrownBy(() -> Template.of(template))
        .isInstanceOf(TemplateException.class)
        .hasMessage(message);
  }

  /** Conditions that would come out the same are refused where they hold what is not taken. */
  @Test
  void of_whatIsNotReached_isRefusedAllTheSame() {
    assertThatThrownBy(() -> Template.of("{% if false %}{{n|random}}{% endif %}"))
        .hasMessage("'|random' is not taken");
  }

  @Test
  void of_endlessSource_isRefusedBeforeItIsRead() {
    assertThatThrownBy(() -> Template.of("{{" + "(".repeat(900) + "n"))
        .hasMessage("an expression is not closed");
    assertThatThrownBy(() -> Template.of("{{" + "(".repeat(900) + "}}"))
        .hasMessage("an expression is nested too deeply");
    assertThatThrownBy(() -> Template.of("{{n" + "[n".repeat(400) + "}}"))
        .hasMessage("an expression is nested too deeply");
    assertThatThrownBy(() -> Template.of("{% if n %}".repeat(300)))
        .hasMessage("more than 20 'if' within each other");
    assertThatThrownBy(() -> Template.of("{{n}}".repeat(2_000)))
        .hasMessage("expressions of more than 1000 words");
    assertThatThrownBy(() -> Template.of("a".repeat(100_001)))
        .hasMessage("more than 100000 characters");
    assertThatThrownBy(() -> Template.of("{{'" + "\\".repeat(90_000)))
        .hasMessage("''' is not taken here");
  }

  /** Each would have more characters than a machine has memory. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{q.replace('a', q).replace('a', q)}}",
        "{{[q, q, q]|join(q)}}",
        "{{q ~ q}}",
        "{{q + q}}",
        "{{q}}{{q}}",
        "{% if q %}{{q}}{{q}}{% endif %}"
      })
  void text_thatWouldBeHuge_isNone(String template) throws TemplateException {
    JsonNode document =
        JsonMapper.builder().build().createObjectNode().put("q", "a".repeat(90_000));

    assertThat(Template.of(template).text(document)).isEmpty();
    assertThat(Template.of("{{q}}").text(document)).isPresent();
  }

  @Test
  void value_isThatOfOneExpressionAlone() throws TemplateException {
    assertThat(Template.of(" {{[key, 'x']}}\n").value(document()).toString())
        .isEqualTo("[\"B\",\"x\"]");
    assertThat(Template.of("{{list}}{{list}}").value(document()).isMissingNode()).isTrue();
    assertThat(Template.of("a {{list}}").value(document()).isMissingNode()).isTrue();
  }

  private static JsonNode document() {
    try {
      return JsonMapper.builder().build().readTree(DOCUMENT);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
