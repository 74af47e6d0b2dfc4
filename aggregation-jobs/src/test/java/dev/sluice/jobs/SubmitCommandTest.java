package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;

class SubmitCommandTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String JOB = "GET /v1/jobs/" + ID;
  private static final List<String> RUN =
      List.of("--bootstrap-servers=kafka:9092", "--jdbc-url=jdbc:postgresql://db/sluice");

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeJobManager flink;
  private Path jar;

  @BeforeEach
  void start() throws IOException {
    flink = new FakeJobManager();
    flink.says(JOB, 200, "{\"name\": \"sluice-aggregation\", \"state\": \"RUNNING\"}");
    jar = Files.writeString(directory.resolve("job.jar"), "a jar");
  }

  @AfterEach
  void stop() {
    flink.close();
  }

  private int submit(String... options) {
    List<String> words = new ArrayList<>(List.of("submit", "--jobmanager", flink.address()));
    words.addAll(List.of("--jar", jar.toString()));
    words.addAll(List.of(options));
    words.add("--");
    words.addAll(RUN);
    return execute(words.toArray(String[]::new));
  }

  private int execute(String... words) {
    return JobsCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  @Test
  void submit_jobRuns_printsItsIdAloneAndTakesTheJarAway() {
    assertThat(submit("--parallelism", "3", "--savepoint", "s3://b/sp-1")).isZero();

    assertThat(out.toString().strip()).isEqualTo(ID);
    assertThat(flink.requests())
        .anySatisfy(
            request ->
                assertThat(request)
                    .startsWith("POST /v1/jars/x_job.jar/run")
                    .contains("dev.sluice.jobs.AggregationJob", "\"parallelism\":3", "s3://b/sp-1")
                    .contains("\"run\",\"--bootstrap-servers=kafka:9092\""))
        .contains("DELETE /v1/jars/x_job.jar");
  }

  @Test
  void submit_jarOnCluster_namesTheMainClassAndUploadsNothingElse() {
    assertThat(execute(onCluster())).isZero();

    assertThat(out.toString().strip()).isEqualTo(ID);
    assertThat(err.toString()).contains("the cluster has the job's jar").doesNotContain("upload");
    assertThat(flink.requests())
        .anySatisfy(request -> assertThat(request).contains("dev.sluice.jobs.AggregationJob"))
        .contains("DELETE /v1/jars/x_job.jar");
  }

  @Test
  void submit_jarOnClusterAndJar_is2AndNothingIsSent() {
    assertThat(execute(onCluster("--jar", jar.toString()))).isEqualTo(2);

    assertThat(err.toString()).contains("--jar and --jar-on-cluster");
    assertThat(flink.requests()).isEmpty();
  }

  private String[] onCluster(String... options) {
    List<String> words = new ArrayList<>(List.of("submit", "--jobmanager", flink.address()));
    words.add("--jar-on-cluster");
    words.addAll(List.of(options));
    words.add("--");
    words.addAll(RUN);
    return words.toArray(String[]::new);
  }

  @Test
  void submit_nobodyListens_is3() {
    flink.close();

    assertThat(submit()).isEqualTo(3);
    assertThat(err.toString()).contains("nobody listens on " + flink.address());
  }

  @Test
  void submit_whatListensIsNotFlink_is3() {
    flink.says("GET /v1/config", 404, "<html>nginx</html>");

    assertThat(submit()).isEqualTo(3);
    assertThat(err.toString()).contains("not as a JobManager");
  }

  @Test
  void submit_anotherFlink_is4AndNothingIsUploaded() {
    flink.says("GET /v1/config", 200, "{\"flink-version\": \"1.20.1\"}");

    assertThat(submit()).isEqualTo(4);
    assertThat(err.toString()).contains("Flink 1.20.1; the job needs Flink 2.3");
    assertThat(flink.requests()).noneMatch(request -> request.startsWith("POST"));
  }

  @Test
  void submit_jarIsRefused_is5AndSaysTheInnermostReason() {
    flink.says(
        "POST /v1/jars/x_job.jar/run",
        500,
        "{\"errors\": [\"Internal error\", \"<Exception on server side:\\norg.x.A: outer\\n"
            + "\\tat org.x.B(C.java:1)\\nCaused by: org.x.Inner: no such savepoint\\n\"]}");

    assertThat(submit()).isEqualTo(5);
    assertThat(err.toString()).contains("Inner: no such savepoint").doesNotContain("org.x");
    assertThat(flink.requests()).contains("DELETE /v1/jars/x_job.jar");
  }

  /** As while it waits for another job's lease to end. */
  @Test
  void submit_tasksDoNotRunInTime_is1AndSaysSo() {
    flink.says(
        JOB,
        200,
        "{\"name\": \"sluice-aggregation\", \"state\": \"RUNNING\", \"vertices\":"
            + " [{\"parallelism\": 2, \"tasks\": {\"RUNNING\": 1, \"INITIALIZING\": 1}}]}");
    flink.says(JOB + "/exceptions", 200, "{}");

    assertThat(submit("--wait", "100ms")).isEqualTo(1);
    assertThat(err.toString()).contains("the job is RUNNING, but not all of its tasks are");
  }

  @Test
  void submit_jobFails_is1AndSaysWhy() {
    flink.says(JOB, 200, "{\"name\": \"sluice-aggregation\", \"state\": \"FAILED\"}");
    flink.says(
        JOB + "/exceptions",
        200,
        "{\"exceptionHistory\": {\"entries\": [{\"stacktrace\": \"a.B: x\\n"
            + "Caused by: c.D: y\"}]}}");

    assertThat(submit()).isEqualTo(1);
    assertThat(err.toString()).contains("the job is FAILED: D: y");
  }

  @Test
  void submit_jobIsThereAlready_is6() {
    flink.says(
        "GET /v1/jobs/overview",
        200,
        "{\"jobs\": [{\"jid\": \"abc\", \"name\": \"sluice-aggregation\", \"state\":"
            + " \"RUNNING\"}]}");

    assertThat(submit()).isEqualTo(6);
    assertThat(err.toString()).contains("abc");
  }

  @Test
  void submit_wrongUsage_is2AndNothingIsSent() {
    assertThat(execute("submit", "--jar", jar.toString(), "--", "--no-such-option=1")).isEqualTo(2);
    assertThat(execute("submit", "--jobmanager", "flink:8081", "--jar", jar.toString(), "--"))
        .isEqualTo(2);
    assertThat(submit("--parallelism", "0")).isEqualTo(2);
    assertThat(submit("--savepoint")).isEqualTo(2);

    assertThat(flink.requests()).isEmpty();
  }

  @Test
  void submit_noSuchJar_is2() throws IOException {
    Files.delete(jar);

    assertThat(submit()).isEqualTo(2);
    assertThat(err.toString()).contains("no such file");
  }

  @Test
  void stop_savepointIsWritten_printsWhereItIs() {
    flink.says("POST /v1/jobs/" + ID + "/stop", 202, "{\"request-id\": \"r1\"}");
    flink.says(
        JOB + "/savepoints/r1",
        200,
        "{\"status\": {\"id\": \"COMPLETED\"}, \"operation\": {\"location\": \"file:/sp/1\"}}");

    assertThat(execute("stop", "--jobmanager", flink.address(), ID)).isZero();
    assertThat(out.toString().strip()).isEqualTo("file:/sp/1");
  }

  @Test
  void stop_noSuchJob_is5AndNonsenseIs2() {
    assertThat(execute("stop", "--jobmanager", flink.address(), ID)).isEqualTo(5);
    assertThat(execute("stop", "--jobmanager", flink.address(), "nonsense")).isEqualTo(2);
  }

  @Test
  void main_wrongArguments_throwsAndDoesNotEndTheJobManagersProcess() {
    assertThatThrownBy(() -> AggregationJob.main(new String[] {"run", "--nonsense"}))
        .isInstanceOf(ParameterException.class);
  }
}
