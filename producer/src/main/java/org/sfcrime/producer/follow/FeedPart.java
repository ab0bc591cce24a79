package org.sfcrime.producer.follow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.sfcrime.callfile.CallCursor;
import org.sfcrime.callfile.CallFile;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.commandline.CommandException;

/**
 * The rows of one response.
 *
 * @param tag the entity tag of the response, or null
 * @param rows the rows; empty if the feed answered that the response has not changed
 * @param size number of rows in the response
 * @param calls number of calls, with the oldest and the newest event time
 * @param newestMillis the newest time of a row, also of a rejected one
 * @param lastKey the sort key of the last row, or null
 * @param fields the names of the feed's fields, or null if there is no row
 */
record FeedPart(
    String tag,
    List<FeedRow> rows,
    int size,
    LongSummaryStatistics calls,
    long newestMillis,
    String lastKey,
    Fields fields) {
  /** Several times what a page of the city's feed has; a tree of this size fits into the memory. */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder().maxNestingDepth(100).maxTokenCount(1_000_000).build();

  private static final ObjectMapper JSON =
      new ObjectMapper(JsonFactory.builder().streamReadConstraints(LIMITS).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * The source's names of the fields that a query needs.
   *
   * @param key the field that becomes {@code crime_id}
   * @param time the field that becomes {@code call_date_time}
   */
  record Fields(String key, String time) {
    private static final Fields DISPATCHED = new Fields("cad_number", "received_datetime");

    static Fields of(JsonNode row) {
      if (row.has(DISPATCHED.key()) && !row.has("crime_id")) {
        return DISPATCHED;
      }
      return new Fields("crime_id", row.has("call_dttm") ? "call_dttm" : "call_date_time");
    }

    /** Returns whether the call of a row has ended; the older layouts have only ended calls. */
    boolean isClosed(JsonNode row) {
      return !equals(DISPATCHED) || row.hasNonNull("close_datetime");
    }
  }

  /**
   * Reads a response.
   *
   * @param feed the name of the feed, for messages
   * @throws FeedException if the response is not a complete array of rows
   */
  static FeedPart of(String feed, FeedClient.Response response, Waiting waiting, long maxCallBytes)
      throws FeedException {
    // The call file names what the response is instead, such as an error or a web page.
    try (CallFile calls = CallFile.of(feed, response.body())) {
      JsonNode tree = JSON.readTree(response.body());
      if (!tree.isArray()) {
        throw FeedException.passing("the response is not an array of rows", (Throwable) null);
      }
      Fields fields = tree.isEmpty() ? null : Fields.of(tree.get(0));
      CallCursor cursor = calls.calls(waiting::now, maxCallBytes);
      List<FeedRow> rows = new ArrayList<>();
      for (JsonNode row : tree) {
        if (!cursor.next()) {
          throw new IllegalStateException("the call reader finds fewer rows than the JSON parser");
        }
        long time = CallDateTime.parse(row.path(fields.time()).asText());
        rows.add(FeedRow.of(cursor, time, fields.isClosed(row)));
      }
      String lastKey =
          tree.isEmpty() ? null : tree.get(tree.size() - 1).path(fields.key()).asText();
      return new FeedPart(
          response.tag(),
          rows,
          tree.size(),
          rows.stream().filter(FeedRow::isCall).mapToLong(FeedRow::timeMillis).summaryStatistics(),
          rows.stream().mapToLong(FeedRow::timeMillis).max().orElse(CallDateTime.INVALID),
          lastKey,
          fields);
    } catch (StreamConstraintsException e) {
      throw FeedException.ofRequest("the response is no page of calls: " + e.getOriginalMessage());
    } catch (CommandException | JsonProcessingException e) {
      String message = e instanceof CommandException ? e.getMessage() : "the response is cut";
      throw FeedException.passing(message, e);
    } catch (FeedException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  /** Returns the bytes of the calls and the rejected records. */
  long bytes() {
    return rows.stream().mapToLong(FeedRow::bytes).sum();
  }

  /** Returns this part without its rows, which have been published. */
  FeedPart withoutRows() {
    return new FeedPart(tag, List.of(), size, calls, newestMillis, lastKey, fields);
  }
}
