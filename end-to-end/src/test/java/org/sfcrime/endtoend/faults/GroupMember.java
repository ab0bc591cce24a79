package org.sfcrime.endtoend.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/**
 * A consumer of a group.
 *
 * @param process {@code bin/consumer}
 * @param read the calls that the consumer has printed
 */
record GroupMember(StartedProcess process, Set<JsonNode> read) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static GroupMember join(Rig rig, Programs programs, String name)
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
            // By default Kafka reassigns the partitions of a killed member after 45 s, and
            // consumers find new partitions after 5 minutes.
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

  static String group(Programs programs) {
    return "readers-of-" + programs.topic();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }

  private static JsonNode value(String line) {
    return json(line).required("value");
  }

  /** Stops the consumer with SIGTERM. */
  void leave() throws InterruptedException {
    ProgramEnd.assertStops(process);
  }
}
