package org.sfcrime.consumer.format;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.callrecord.CallField;
import org.sfcrime.callrecord.CallFields;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.SafeText;

/** The printable text of one record: the fields of the call, or why the record is not a call. */
final class CallText {
  private static final int LONGEST_CELL = 120;
  private static final int MAX_ESCAPED_CHARS = 4 * LONGEST_CELL;

  /** The reasons for which a record has no fields. */
  private static final Set<RejectionReason> WITHOUT_FIELDS =
      EnumSet.of(
          RejectionReason.INVALID_UTF8, RejectionReason.NOT_JSON, RejectionReason.NOT_AN_OBJECT);

  private final CallFields fields = new CallFields("address", "city");
  private final CallReader reader = new CallReader(fields);
  private String problem;

  /** Parses the next record. */
  void parse(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      problem =
          "(null value) key "
              + (record.key() == null
                  ? "null"
                  : cell(new String(record.key(), StandardCharsets.UTF_8)));
      return;
    }
    RejectionReason reason = reader.parse(value, 0, value.length);
    problem =
        WITHOUT_FIELDS.contains(reason)
            ? "(" + reason.code() + ") " + cell(new String(value, StandardCharsets.UTF_8))
            : null;
  }

  /** Returns why the record has no fields, with the beginning of its value; null for a call. */
  String problem() {
    return problem;
  }

  /** Returns a field; a time is shown to the second, with a space instead of the T. */
  String field(CallField field) {
    String text = cell(fields.get(field).toString());
    return field == CallField.CALL_DATE_TIME && text.endsWith(".000")
        ? text.substring(0, text.length() - 4).replace('T', ' ')
        : text;
  }

  private static String cell(String text) {
    // A record may be megabytes long; only its beginning is escaped.
    String head = text.substring(0, Math.min(text.length(), MAX_ESCAPED_CHARS));
    return cut(SafeText.of(head), LONGEST_CELL);
  }

  /** Cuts a text that is longer than a width, and marks the cut with an ellipsis. */
  static String cut(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(width - 2)) ? width - 2 : width - 1;
    return text.substring(0, end) + "…";
  }
}
