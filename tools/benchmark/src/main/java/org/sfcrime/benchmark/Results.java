package org.sfcrime.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sections as a file for programs: every run, and what the tables say of them. */
final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Results() {}

  static void write(Path file, Machine machine, List<Section> sections) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.set("machine", machine.toJson());
    sections.forEach(section -> json.withArray("sections").add(toJson(section)));
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  static ObjectNode toJson(Section section) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", section.name()).put("title", section.title());
    for (String subject : section.subjects()) {
      ObjectNode node = json.withArray("subjects").addObject().put("subject", subject);
      for (Metric metric : section.metrics()) {
        section
            .statistics(subject, metric)
            .ifPresent(found -> node.withObject("/metrics").set(metric.name(), toJson(found)));
        section
            .advantage(subject, metric)
            .ifPresent(times -> node.withObject("/ours_is_times").put(metric.name(), times));
      }
      node.put("checked", section.exact(subject));
    }
    for (Section.Run run : section.runs()) {
      ObjectNode node = json.withArray("runs").addObject().put("subject", run.subject());
      run.values().forEach(node.withObject("/values")::put);
      node.put("checked", run.exact());
    }
    return json;
  }

  private static ObjectNode toJson(Statistics statistics) {
    return JSON.createObjectNode()
        .put("median", statistics.median())
        .put("least", statistics.least())
        .put("most", statistics.most())
        .put("runs", statistics.runs());
  }
}
