package org.sfcrime.producer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.Map;
import org.sfcrime.commandline.WholeFile;

/**
 * The results of a run, written to the file of {@code --report}.
 *
 * @param program always {@code producer}
 * @param topic the topic of the calls
 * @param file the value of {@code --file}
 * @param read records in the input
 * @param published calls that the broker acknowledged
 * @param rejected rejected records
 * @param rejectedByReason rejected records by reason code
 * @param elapsedMillis time for reading, sorting and sending
 * @param recordsPerSecond published calls per second of that time
 * @param order {@code event-time} or {@code file}
 * @param interrupted whether a signal ended the run early
 * @param resumedAfter calls that earlier runs of the job had published, or null if there were none;
 *     the other figures are of this run only
 */
record ProducerReport(
    String program,
    String topic,
    String file,
    long read,
    long published,
    long rejected,
    @JsonProperty("rejected_by_reason") Map<String, Long> rejectedByReason,
    @JsonProperty("elapsed_ms") long elapsedMillis,
    @JsonProperty("records_per_second") double recordsPerSecond,
    String order,
    boolean interrupted,
    @JsonProperty("resumed_after") @JsonInclude(JsonInclude.Include.NON_NULL) Long resumedAfter) {

  /** Writes the report as JSON. */
  void write(Path file) throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    WholeFile.write(file, json.writeValueAsString(this));
  }
}
