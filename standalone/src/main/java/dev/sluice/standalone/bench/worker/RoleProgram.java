package dev.sluice.standalone.bench.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;

/**
 * The main loop of a worker process: a line of JSON in, a line of JSON out. The end of the input,
 * which is also the parent's death, ends the process.
 */
public final class RoleProgram {
  static final String FAILURE = "failure";

  private static final ObjectMapper JSON = new ObjectMapper();

  private RoleProgram() {}

  /** Runs until there are no more questions, then ends the process. */
  public static void run(Role role) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // what libraries print is no answer
    try (role;
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        answers.println(answer(role, JSON.readTree(line)));
        answers.flush();
      }
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().exit(1);
    }
    Runtime.getRuntime().exit(0);
  }

  private static ObjectNode answer(Role role, JsonNode question) {
    try {
      return role.answer(question);
    } catch (Exception e) { // goes to the parent, who knows what to do about it
      e.printStackTrace();
      return JsonNodeFactory.instance.objectNode().put(FAILURE, String.valueOf(e));
    }
  }
}
