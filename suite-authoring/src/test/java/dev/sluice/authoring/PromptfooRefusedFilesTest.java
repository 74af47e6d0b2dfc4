package dev.sluice.authoring;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a configuration of promptfoo names and that may not be read, or hold nonsense. */
class PromptfooRefusedFilesTest {
  private static final String THREE_TESTS =
      "country,__expected\nFrance,contains: Paris\nItaly,contains:Rome\nPeru,contains:Lima\n";

  @TempDir private Path directory;
  private PromptfooDirectory files = new PromptfooDirectory(Path.of(""));

  @BeforeEach
  void inDirectory() {
    files = new PromptfooDirectory(directory);
  }

  @Test
  void import_shorthandThatNoSuiteCanSay_isNamed() throws IOException {
    assertThat(refused("javascript: output")).contains("assert javascript is code");
    assertThat(refused("fn: output")).contains("assert javascript is code");
    assertThat(refused("python: output")).contains("assert python is code");
    assertThat(refused("file://check.py")).contains("'check.py' is code, and code is refused");
    assertThat(refused("grade: is kind")).contains("assert llm-rubric cannot be represented");
    assertThat(refused("not-contains: Rome")).contains("assert not-contains cannot");
    assertThat(refused("similar(0.8): Rome")).contains("assert similar cannot");
    assertThat(refused("levenshtein(3): Rome"))
        .contains("levenshtein cannot be represented: edit-similarity is near");
    assertThat(refused("rouge-n(0.5): Rome")).contains("rouge-n cannot be represented: token-f1");
    assertThat(refused("contains-any")).contains("assert contains-any cannot");
  }

  @Test
  void import_testsThatMayNotBeRead_areRefusedWithTheirName() throws IOException {
    files.write("secret.csv", THREE_TESTS);
    Files.createDirectories(directory.resolve("in"));
    Files.createSymbolicLink(directory.resolve("in/link.csv"), directory.resolve("secret.csv"));
    Files.createSymbolicLink(directory.resolve("in/up"), directory);
    files.write("in/words.txt", "a");

    assertThat(naming("file://../secret.csv"))
        .contains("'../secret.csv' leads out of the configuration's directory");
    assertThat(naming("file://a/../../secret.csv")).contains("leads out of");
    assertThat(naming("a\\..\\..\\secret.csv")).contains("leads out of");
    assertThat(naming("file://" + directory.resolve("secret.csv"))).contains("leads out of");
    assertThat(naming("file://C:/secret.csv")).contains("leads out of");
    assertThat(naming("file://link.csv")).contains("file 'link.csv' lies outside of");
    assertThat(naming("file://up/secret.csv")).contains("file 'up/secret.csv' lies outside of");
    assertThat(naming("https://example.org/a.csv")).contains("is no file; nothing is fetched");
    assertThat(naming("huggingface://datasets/x")).contains("is no file; nothing is fetched");
    assertThat(naming("file://tests/*.csv")).contains("'tests/*.csv' is a pattern");
    assertThat(naming("file://gen.py:make")).contains("'gen.py:make' is code");
    assertThat(naming("file://a.xlsx#2")).contains("'a.xlsx#2' is no text");
    assertThat(naming("file://none.csv")).contains("file 'none.csv': there is no such file");
    assertThat(naming("file://words.txt")).contains("'words.txt' is no CSV, JSON");
  }

  @Test
  void import_brokenFilesOfTests_areRefusedWithFileAndPlace() throws IOException {
    assertThat(holding("t.csv", "q,__expected\na,b\n\"c,d\n"))
        .contains("'t.csv': row 3 is not CSV: Missing closing quote");
    assertThat(holding("t.csv", "q,__expected\na,b\nc\n")).contains("'t.csv': row 3 is not CSV");
    assertThat(holding("t.csv", "q,__expected\na,b\nc,d,e\n")).contains("'t.csv': row 3 is not");
    assertThat(holding("t.csv", "q,__expected\n\"a\"b,c\n")).contains("'t.csv': row 2 is not CSV");
    assertThat(holding("t.csv", "q,__expected\n" + "a,b\n".repeat(20_001)))
        .contains("more than 20000 tests");
    assertThat(holding("t.csv", "q,q,__expected\na,b,c\n"))
        .contains("'t.csv': row 1: two columns are named 'q'");
    assertThat(holding("t.csv", "q,__expected\n")).contains("it has no tests");
    assertThat(holding("t.yaml", "- a: !!python/object x\n"))
        .contains("'t.yaml': line 1: not plain YAML");
    assertThat(holding("t.yaml", "- a: !function x\n"))
        .contains("'t.yaml': line 1: !function names code, and code is refused");
    assertThat(holding("t.yaml", "")).contains("no test has an assertion");
    assertThat(holding("t.json", "[{\n]")).contains("'t.json': it is not JSON");
    assertThat(holding("t.jsonl", "{}\n{\n")).contains("'t.jsonl': line 2 is not JSON");
  }

  /** The tests besides are taken, and what is left out says which file it was and why. */
  @Test
  void import_variablesThatMayNotBeRead_leaveTheirTestsOut() throws IOException {
    files.write("long.txt", "x".repeat(16_001));
    files.write("whole.txt", "x".repeat(15_000));
    try (var huge = Files.newByteChannel(directory.resolve("huge.txt"), CREATE, WRITE)) {
      huge.position(100L * 1024 * 1024).write(ByteBuffer.wrap(new byte[] {'x'}));
    }
    Files.write(directory.resolve("binary.txt"), new byte[] {(byte) 0xff, 0});
    String said =
        files.lossesOf(
            """
            prompts: ['Say {{q}}']
            tests:
              - {vars: {q: a}, assert: [{type: equals, value: 1}]}
              - {vars: {q: b}, assert: [{type: equals, value: 2}]}
              - {vars: {q: file://whole.txt}, assert: [{type: equals, value: 3}]}
              - {vars: {q: file://huge.txt}, assert: [{type: equals, value: 4}]}
              - {vars: {q: file://long.txt}, assert: [{type: equals, value: 5}]}
              - {vars: {q: file:///etc/passwd}, assert: [{type: equals, value: 6}]}
              - {vars: {q: [c, file://../c.yaml]}, assert: [{type: equals, value: 7}]}
              - {vars: {q: file://binary.txt}, assert: [{type: equals, value: 8}]}
              - {vars: {q: file://photo.png}, assert: [{type: equals, value: 9}]}
              - {vars: {q: file://none.txt}, assert: [{type: equals, value: 10}]}
              - {vars: file://none.yaml, assert: [{type: equals, value: 11}]}
              - {vars: {q: d}, assert: [{type: equals, value: file://long.txt}]}
            """);

    assertThat(said.lines().map(line -> line.strip().replaceAll(" {2,}", " ")))
        .contains(
            "test-4 left out: variable q: file 'huge.txt': it is longer than 8388608 bytes",
            "test-5 left out: variable q: 'long.txt' is longer than the 16000 characters that a"
                + " question may have",
            "test-6 left out: variable q: '/etc/passwd' leads out of the configuration's directory;"
                + " name a file below it",
            "test-7 left out: variable q: '../c.yaml' leads out of the configuration's directory;"
                + " name a file below it",
            "test-8 left out: variable q: file 'binary.txt': it is not UTF-8 text",
            "test-9 left out: variable q: 'photo.png' is no text; only texts are read",
            "test-10 left out: variable q: file 'none.txt': there is no such file",
            "test-11 left out: file 'none.yaml': there is no such file",
            "test-12 assert equals: 'long.txt' is longer than the 16000 characters that a question"
                + " may have");
  }

  @Test
  void import_fewLinesThatBecomeMoreThanASuiteHolds_areRefused() throws IOException {
    files.write("whole.txt", "x".repeat(15_000));
    files.write("t.csv", "q,n,__expected\n" + "file://whole.txt,1,b\n".repeat(1_000));
    assertThat(files.refusalOf("c.yaml", "prompts: ['{{q}} {{n}}']\ntests: t.csv\n"))
        .contains("test-534: the questions until here have more than 8000000 characters");

    for (int i = 0; i <= 1_000; i++) {
      files.write("small/" + i + ".txt", "x" + i);
    }
    StringBuilder rows = new StringBuilder("q,__expected\n");
    for (int i = 0; i <= 1_000; i++) {
      rows.append("file://small/").append(i).append(".txt,b").append(i % 7).append('\n');
    }
    files.write("t.csv", rows.toString());
    assertThat(files.lossesOf("prompts: ['{{q}}']\ntests: t.csv\n"))
        .contains("'small/999.txt' is one too many: the files that the configuration names may be");
  }

  /** What is said of a configuration whose only test has that in a cell. */
  private String refused(String shorthand) throws IOException {
    return holding("t.csv", "q,__expected\na," + shorthand + "\n");
  }

  /** What is said when a file of tests has that text. */
  private String holding(String name, String text) throws IOException {
    files.write(name, text);
    return files.refusalOf("c.yaml", "prompts: ['{{q}}']\ntests: " + name + "\n");
  }

  /** What is said when a configuration in a directory of its own has tests of that name. */
  private String naming(String name) throws IOException {
    return files.refusalOf("in/c.yaml", "prompts: ['{{country}}']\ntests: ['" + name + "']\n");
  }
}
