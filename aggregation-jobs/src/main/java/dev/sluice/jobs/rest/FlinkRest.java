package dev.sluice.jobs.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.jobs.rest.FlinkRestException.Kind;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A JobManager's REST interface, version 1. */
public final class FlinkRest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final BodyPublisher NOTHING = BodyPublishers.noBody();

  private final RestCalls calls;

  /**
   * The interface at an address; nothing is asked yet.
   *
   * @param jobManager such as {@code http://127.0.0.1:8081}
   */
  public FlinkRest(URI jobManager) {
    this.calls = new RestCalls(jobManager);
  }

  /** Flink's version, such as 2.3.0. */
  public String version() throws FlinkRestException {
    return calls.get("/v1/config").path("flink-version").asText();
  }

  /** TaskManagers that have registered. */
  public int taskManagers() throws FlinkRestException {
    return calls.get("/v1/overview").path("taskmanagers").asInt();
  }

  /** All jobs that the JobManager remembers. */
  public List<FlinkJob> jobs() throws FlinkRestException {
    List<FlinkJob> jobs = new ArrayList<>();
    for (JsonNode each : calls.get("/v1/jobs/overview").path("jobs")) {
      JsonNode tasks = each.path("tasks");
      jobs.add(
          new FlinkJob(
              each.path("jid").asText(),
              each.path("name").asText(),
              each.path("state").asText(),
              tasks.path("running").asInt() == tasks.path("total").asInt()));
    }
    return jobs;
  }

  /** One job, as it is now. */
  public FlinkJob job(String id) throws FlinkRestException {
    JsonNode job = calls.get("/v1/jobs/" + id);
    boolean allRun = true;
    for (JsonNode vertex : job.path("vertices")) {
      allRun &= vertex.path("tasks").path("RUNNING").asInt() == vertex.path("parallelism").asInt();
    }
    return new FlinkJob(id, job.path("name").asText(), job.path("state").asText(), allRun);
  }

  /** How often the job's checkpoints have completed since it was submitted. */
  public long completedCheckpoints(String id) throws FlinkRestException {
    return calls.get("/v1/jobs/" + id + "/checkpoints").path("counts").path("completed").asLong();
  }

  /** The first line of what made a job fail last, where something did. */
  public Optional<String> failure(String id) throws FlinkRestException {
    JsonNode entries =
        calls.get("/v1/jobs/" + id + "/exceptions").path("exceptionHistory").path("entries");
    String trace = entries.path(0).path("stacktrace").asText("");
    return trace.isEmpty() ? Optional.empty() : Optional.of(RestCalls.reason(trace));
  }

  /**
   * Hands a jar over.
   *
   * @return the name under which the JobManager keeps it
   * @throws FileNotFoundException if there is no such file
   */
  public String upload(Path jar) throws FlinkRestException, FileNotFoundException {
    String boundary = "sluice-" + UUID.randomUUID();
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(
                "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
                        .formatted(boundary, jar.getFileName())
                    + "Content-Type: application/java-archive\r\n\r\n"),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    JsonNode answer =
        calls.call(
            "/v1/jars/upload",
            request ->
                request
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(body));
    String file = answer.path("filename").asText();
    if (file.isEmpty()) {
      throw new FlinkRestException(Kind.REFUSED, "the JobManager did not keep the jar");
    }
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** Takes an uploaded jar away again; jobs that run from it have their own copy. */
  public void delete(String jarId) throws FlinkRestException {
    calls.call("/v1/jars/" + jarId, HttpRequest.Builder::DELETE);
  }

  /**
   * Runs an uploaded jar's main class in the JobManager.
   *
   * @return the job's id
   */
  public String run(String jarId, RunRequest request) throws FlinkRestException {
    ObjectNode body = JSON.createObjectNode();
    body.put("entryClass", request.entryClass());
    request.arguments().forEach(body.putArray("programArgsList")::add);
    request.savepoint().ifPresent(path -> body.put("savepointPath", path));
    body.put("allowNonRestoredState", request.allowNonRestoredState());
    request.parallelism().ifPresent(parallelism -> body.put("parallelism", parallelism));
    return calls.post("/v1/jars/" + jarId + "/run", body).path("jobid").asText();
  }

  /**
   * Asks a job to stop with a savepoint.
   *
   * @param directory where the cluster is to write it; the cluster's own choice where absent
   * @return the request's id, for {@link #savepoint}
   */
  public String stop(String id, Optional<String> directory) throws FlinkRestException {
    ObjectNode body = JSON.createObjectNode();
    body.put("drain", false);
    body.put("formatType", "CANONICAL");
    directory.ifPresent(path -> body.put("targetDirectory", path));
    return calls.post("/v1/jobs/" + id + "/stop", body).path("request-id").asText();
  }

  /**
   * Where a savepoint is that was asked for; empty while it is being written.
   *
   * @throws FlinkRestException if it could not be written; the job then goes on
   */
  public Optional<String> savepoint(String id, String request) throws FlinkRestException {
    JsonNode answer = calls.get("/v1/jobs/" + id + "/savepoints/" + request);
    if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      return Optional.empty();
    }
    JsonNode operation = answer.path("operation");
    if (operation.has("failure-cause")) {
      throw new FlinkRestException(
          Kind.REFUSED,
          RestCalls.reason(operation.path("failure-cause").path("stack-trace").asText()));
    }
    return Optional.of(operation.path("location").asText());
  }

  /** Cancels a job without a savepoint. */
  public void cancel(String id) throws FlinkRestException {
    calls.call("/v1/jobs/" + id + "?mode=cancel", request -> request.method("PATCH", NOTHING));
  }
}
