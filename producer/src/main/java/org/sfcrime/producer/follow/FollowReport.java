package org.sfcrime.producer.follow;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.Map;
import org.sfcrime.commandline.WholeFile;

/**
 * The results of a run that followed a feed, written to the file of {@code --report}.
 *
 * @param program always {@code producer}
 * @param topic the topic of the calls
 * @param feed the address of the feed
 * @param polls polls whose revisions are published
 * @param failedPolls polls that failed
 * @param published revisions published: {@code newCalls} and {@code changedCalls}
 * @param newCalls first revisions
 * @param changedCalls further revisions
 * @param rejected rejected records
 * @param rejectedByReason rejected records by reason code
 * @param gaps polls after which calls are missing
 * @param elapsedMillis duration of the run
 * @param interrupted whether a signal ended the run
 */
public record FollowReport(
    String program,
    String topic,
    String feed,
    long polls,
    @JsonProperty("failed_polls") long failedPolls,
    long published,
    @JsonProperty("new_calls") long newCalls,
    @JsonProperty("changed_calls") long changedCalls,
    long rejected,
    @JsonProperty("rejected_by_reason") Map<String, Long> rejectedByReason,
    long gaps,
    @JsonProperty("elapsed_ms") long elapsedMillis,
    boolean interrupted) {

  /** Writes the report as JSON. */
  public void write(Path file) throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    WholeFile.write(file, json.writeValueAsString(this));
  }
}
