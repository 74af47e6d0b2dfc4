package dev.sluice.standalone.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultFormatTest {
  private final StringWriter out = new StringWriter();

  @Test
  void table_withTextAndNumbers_alignsThem() throws IOException {
    write(
        new TableFormat(out),
        List.of("metric", "reports"),
        List.of("quality", 12_345L),
        Arrays.asList("ttft", null));

    assertThat(out)
        .hasToString(
            """
            metric   reports
            -------  -------
            quality    12345
            ttft
            (2 rows)
            """);
  }

  @Test
  void table_withControlCharacters_doesNotPassThemToTheTerminal() throws IOException {
    write(new TableFormat(out), List.of("text"), List.of("a\u001b[31mb\nc"));

    assertThat(out.toString()).contains("a [31mb c").doesNotContain("\u001b");
  }

  @Test
  void table_withMoreRowsThanItKeeps_saysSo() throws IOException {
    var format = new TableFormat(out);
    format.begin(List.of("n"));
    IntStream.rangeClosed(0, TableFormat.MOST_ROWS).forEach(n -> format.row(List.of((long) n)));
    format.end();

    assertThat(out.toString()).contains("(1001 rows)").contains("the first 1000 are shown");
  }

  @Test
  void json_withEveryKindOfValue_keepsTypes() throws IOException {
    write(
        JsonFormat.array(out),
        List.of("l", "d", "b", "t", "n", "s"),
        Arrays.asList(7L, 0.5, new BigDecimal("1.10"), true, null, "say \"x\""));

    assertThat(out)
        .hasToString(
            "[\n{\"l\":7,\"d\":0.5,\"b\":1.10,\"t\":true,\"n\":null,\"s\":\"say \\\"x\\\"\"}]\n");
  }

  @Test
  void json_withNumbersThatJsonCannotSay_writesStrings() throws IOException {
    write(
        JsonFormat.array(out),
        List.of("x"),
        List.of(Double.NaN),
        List.of(Double.NEGATIVE_INFINITY));

    assertThat(out).hasToString("[\n{\"x\":\"NaN\"},\n{\"x\":\"-Infinity\"}]\n");
  }

  @Test
  void json_withoutRows_isAnEmptyArray() throws IOException {
    write(JsonFormat.array(out), List.of("x"));

    assertThat(out).hasToString("[]\n");
  }

  @Test
  void json_withParts_hasThemAsJson() throws IOException {
    var array = new Structured.Elements("{1,NULL}", Arrays.asList(1L, null));
    var json = new Structured.Json("{\"a\": [1, 2]}");
    write(JsonFormat.array(out), List.of("a", "j"), List.of(array, json), List.of(array, json));

    String row = "{\"a\":[1,null],\"j\":{\"a\": [1, 2]}}";
    assertThat(out).hasToString("[\n" + row + ",\n" + row + "]\n");
  }

  @Test
  void csv_withParts_hasThemAsPostgresqlPrintsThem() throws IOException {
    var array = new Structured.Elements("{1,NULL}", Arrays.asList(1L, null));
    write(new CsvFormat(out), List.of("a", "j"), List.of(array, new Structured.Json("[1]")));

    assertThat(out).hasToString("a,j\r\n\"{1,NULL}\",[1]\r\n");
  }

  @Test
  void jsonLines_eachRow_isADocument() throws IOException {
    write(JsonFormat.lines(out), List.of("x"), List.of(1L), List.of("two\nlines"));

    assertThat(out).hasToString("{\"x\":1}\n{\"x\":\"two\\nlines\"}\n");
  }

  @Test
  void jsonLines_withoutRows_isNothing() throws IOException {
    write(JsonFormat.lines(out), List.of("x"));

    assertThat(out.toString()).isEmpty();
  }

  @Test
  void csv_withSeparatorsInValues_quotesThem() throws IOException {
    write(
        new CsvFormat(out),
        List.of("a", "b"),
        List.of("x,y", "say \"hi\""),
        Arrays.asList(null, "two\nlines"));

    assertThat(out).hasToString("a,b\r\n\"x,y\",\"say \"\"hi\"\"\"\r\n,\"two\nlines\"\r\n");
  }

  @SafeVarargs
  private static void write(ResultFormat format, List<String> columns, List<Object>... rows)
      throws IOException {
    format.begin(columns);
    for (List<Object> row : rows) {
      format.row(row);
    }
    format.end();
  }
}
