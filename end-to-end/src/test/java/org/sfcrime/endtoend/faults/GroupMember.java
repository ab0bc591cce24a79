package org.sfcrime.endtoend.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/**
 * A consumer that shares a topic with others of its group.
 *
 * @param process {@code bin/consumer}
 * @param read the calls that it has shown, whole
 */
public record GroupMember(StartedProcess process, Set<JsonNode> read) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration END_LIMIT = Duration.ofMinutes(1);

  public static GroupMember join(Rig rig, Programs programs, String name)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            programs.home().program("consumer"),
            "--bootstrap-server",
            programs.broker(),
            "--topic",
            programs.topic(),
            "--group",
            group(programs),
            "--from-beginning",
            "--format",
            "json",
            // Kafka's 45 s until a killed member's share goes to others, and its 5 minutes until
            // added partitions are seen, would only make the test long.
            "--command-property",
            "session.timeout.ms=6000",
            "--command-property",
            "metadata.max.age.ms=500");
    Set<JsonNode> read = ConcurrentHashMap.newKeySet();
    StartedProcess process =
        rig.start(
            new StartedProcess.Command(
                "member " + name, command, Map.of(), programs.logs().resolve(name + ".log")),
            line -> read.add(value(line)));
    return new GroupMember(process, read);
  }

  public static String group(Programs programs) {
    return "readers-of-" + programs.topic();
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }

  private static JsonNode value(String line) {
    return json(line).required("value");
  }

  /** Asks it to end, and returns its exit code. */
  public int leave() throws InterruptedException, ProcessException {
    process.terminate();
    return process.await(END_LIMIT);
  }
}
