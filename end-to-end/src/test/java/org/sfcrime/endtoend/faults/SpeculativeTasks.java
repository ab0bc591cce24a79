package org.sfcrime.endtoend.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The attempts of the tasks that write to the sinks, from Spark's event log.
 *
 * @param attempts by stage and task
 */
record SpeculativeTasks(Map<String, List<Attempt>> attempts) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The time of an attempt, in milliseconds since 1970. */
  private record Attempt(long launched, long finished) {
    boolean overlaps(Attempt other) {
      return launched < other.finished && other.launched < finished;
    }
  }

  static SpeculativeTasks of(Path folder) throws IOException {
    Map<String, List<Attempt>> attempts = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode event = JSON.readTree(line);
          // The tasks of a job's last stage, which return a result, write to the sinks.
          if (event.path("Event").asText().equals("SparkListenerTaskEnd")
              && event.path("Task Type").asText().equals("ResultTask")) {
            JsonNode task = event.required("Task Info");
            attempts
                .computeIfAbsent(
                    event.required("Stage ID") + "/" + task.required("Index"),
                    key -> new ArrayList<>())
                .add(
                    new Attempt(
                        task.required("Launch Time").longValue(),
                        task.required("Finish Time").longValue()));
          }
        }
      }
    }
    return new SpeculativeTasks(attempts);
  }

  /** The number of tasks with two attempts that ran at the same time. */
  int writtenTwice() {
    return (int)
        attempts.values().stream()
            .filter(some -> some.size() == 2 && some.get(0).overlaps(some.get(1)))
            .count();
  }
}
