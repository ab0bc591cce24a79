package org.sfcrime.callfile.layout;

import java.util.EnumMap;
import java.util.Map;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.callrecord.CallField;
import org.sfcrime.callrecord.CallFields;
import org.sfcrime.callrecord.CallRule;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;

/**
 * Converts the fields of a source record to the 14 fields of a call. docs/formats.md lists the
 * rules. Not thread-safe.
 *
 * <p>A caller clears the conversion, sets the texts, checks the call and, if it is accepted, writes
 * its fields.
 */
final class CallConversion {
  private static final Utf8 EMPTY = Utf8.of("");
  private static final Utf8 NOT_RECORDED = Utf8.of("Not recorded");
  private static final Utf8 SAN_FRANCISCO = Utf8.of("San Francisco");
  private static final Utf8 CALIFORNIA = Utf8.of("CA");
  private static final Utf8 INTERSECTION = Utf8.of("Intersection");
  private static final Utf8 POLICE = Utf8.of("Police");
  private static final Utf8 POLICE_ID = Utf8.of("1");
  private static final int MILLIS_PER_MINUTE = 60_000;

  private static final Map<CallField, byte[]> NAMES = new EnumMap<>(CallField.class);
  private static final Map<CallField, SourceField> SOURCES = new EnumMap<>(CallField.class);

  static {
    for (SourceField field : SourceField.values()) {
      if (field.callField() != null) {
        NAMES.put(field.callField(), JsonText.name(field.callField().fieldName()));
        SOURCES.put(field.callField(), field);
      }
    }
  }

  private final Map<SourceField, Utf8> texts = new EnumMap<>(SourceField.class);
  private final CallFields call = new CallFields();
  private final CallRule rule = new CallRule();
  private final byte[] callDateTime = new byte[CallDateTime.TOPIC_BYTES];
  private final byte[] scratch = new byte[CallDateTime.TOPIC_BYTES];
  private final Utf8 converted = new Utf8();
  private byte[] crimeType = new byte[64];
  private byte[] address = new byte[64];
  private Layout layout;

  CallConversion() {
    for (SourceField field : SourceField.values()) {
      texts.put(field, new Utf8());
    }
  }

  /** Makes every text absent. */
  void clear() {
    texts.values().forEach(text -> text.set(null));
  }

  /** Returns the text of a source's field, to be set. */
  Utf8 text(SourceField field) {
    return texts.get(field);
  }

  /** Returns why the record is rejected, or null if it is an accepted call. */
  RejectionReason check(Layout sourceLayout, long nowMillis) {
    layout = sourceLayout;
    if (layout == Layout.DISPATCHED_CALLS) {
      readDispatched();
    } else {
      view(call.crimeId(), withoutFraction(text(SourceField.CRIME_ID)));
      view(call.crimeType(), text(SourceField.ORIGINAL_CRIME_TYPE_NAME));
      view(call.callDateTime(), text(SourceField.CALL_DATE_TIME));
      view(call.disposition(), text(SourceField.DISPOSITION));
    }
    return rule.check(call, nowMillis);
  }

  /** Returns the fields of the call that the last check has read. */
  CallFields call() {
    return call;
  }

  /** Returns the event time of the last accepted call, in milliseconds since 1970. */
  long eventTimeMillis() {
    return rule.eventTimeMillis();
  }

  /** Writes the 14 fields of the last accepted call. */
  void writeTo(JsonText json) {
    for (CallField field : CallField.values()) {
      Utf8 text =
          layout == Layout.DISPATCHED_CALLS
              ? dispatched(field)
              : classic(field, text(SOURCES.get(field)));
      json.field(NAMES.get(field), text.isBlank() ? EMPTY : text);
    }
  }

  private Utf8 classic(CallField field, Utf8 text) {
    return switch (field) {
      case CRIME_ID -> call.crimeId();
      case CALL_DATE_TIME -> time(rule.eventTimeMillis());
      case REPORT_DATE, CALL_DATE, OFFENSE_DATE -> date(text);
      case AGENCY_ID -> withoutFraction(text);
      case CALL_TIME -> hoursAndMinutes(text);
      default -> text;
    };
  }

  private void readDispatched() {
    view(call.crimeId(), withoutFraction(text(SourceField.CAD_NUMBER)));
    Utf8 type = text(SourceField.CALL_TYPE_FINAL_DESC);
    type = type.isBlank() ? text(SourceField.CALL_TYPE_ORIGINAL_DESC) : type;
    crimeType = titleCase(type, crimeType, call.crimeType());
    Utf8 disposition = text(SourceField.DISPOSITION);
    view(call.disposition(), disposition.isBlank() ? NOT_RECORDED : disposition);
    long millis = CallDateTime.parse(text(SourceField.RECEIVED_DATETIME));
    if (millis > CallDateTime.NUMBER) {
      CallDateTime.format(millis - Math.floorMod(millis, MILLIS_PER_MINUTE), callDateTime);
      call.callDateTime().set(callDateTime, 0, callDateTime.length);
    } else {
      view(call.callDateTime(), text(SourceField.RECEIVED_DATETIME));
    }
  }

  private Utf8 dispatched(CallField field) {
    long millis = rule.eventTimeMillis();
    return switch (field) {
      case CRIME_ID -> call.crimeId();
      case ORIGINAL_CRIME_TYPE_NAME -> call.crimeType();
      case REPORT_DATE, CALL_DATE, OFFENSE_DATE ->
          time(millis - Math.floorMod(millis, CallDateTime.MILLIS_PER_DAY));
      case CALL_TIME -> {
        converted.set(callDateTime, 11, 16);
        yield converted;
      }
      case CALL_DATE_TIME -> call.callDateTime();
      case DISPOSITION -> call.disposition();
      case ADDRESS -> address();
      case CITY -> text(SourceField.INTERSECTION_NAME).isBlank() ? EMPTY : SAN_FRANCISCO;
      case STATE -> CALIFORNIA;
      case AGENCY_ID -> {
        Utf8 agency = text(SourceField.AGENCY);
        yield agency.equals(POLICE) ? POLICE_ID : agency;
      }
      case ADDRESS_TYPE -> INTERSECTION;
      case COMMON_LOCATION -> EMPTY;
    };
  }

  /** {@code AAA ST \ BBB ST} becomes {@code Aaa St/bbb St}, as the old data set wrote it. */
  private Utf8 address() {
    address = titleCase(text(SourceField.INTERSECTION_NAME), address, converted);
    byte[] bytes = converted.bytes();
    int length = 0;
    for (int i = 0; i < converted.length(); i++) {
      boolean isCrossing =
          i + 2 < converted.length()
              && bytes[i] == ' '
              && bytes[i + 1] == '\\'
              && bytes[i + 2] == ' ';
      if (isCrossing) {
        bytes[length++] = '/';
        i += 2;
        if (i + 1 < converted.length()) {
          bytes[length++] = (byte) Character.toLowerCase(bytes[++i]);
        }
      } else {
        bytes[length++] = bytes[i];
      }
    }
    converted.set(bytes, 0, length);
    return converted;
  }

  /** Converts a date with or without a time; any other text stays as it is. */
  private Utf8 date(Utf8 text) {
    if (CallDateTime.isTopicForm(text)) {
      return text;
    }
    long millis = CallDateTime.parse(text);
    millis = millis == CallDateTime.WITHOUT_TIME ? CallDateTime.parseDate(text) : millis;
    return millis > CallDateTime.NUMBER ? time(millis) : text;
  }

  private Utf8 time(long millis) {
    CallDateTime.format(millis, scratch);
    converted.set(scratch, 0, scratch.length);
    return converted;
  }

  /** Excel writes {@code 9:05}. */
  private Utf8 hoursAndMinutes(Utf8 text) {
    if (text.length() != 4 || text.bytes()[text.from() + 1] != ':') {
      return text;
    }
    scratch[0] = '0';
    System.arraycopy(text.bytes(), text.from(), scratch, 1, 4);
    converted.set(scratch, 0, 5);
    return converted;
  }

  /** Cuts {@code .0}, which pandas adds to numbers in a column with gaps. */
  private static Utf8 withoutFraction(Utf8 text) {
    int end = text.to() - 2;
    boolean hasFraction =
        text.length() > 2 && text.bytes()[end] == '.' && text.bytes()[end + 1] == '0';
    for (int i = text.from(); hasFraction && i < end; i++) {
      hasFraction = text.bytes()[i] >= '0' && text.bytes()[i] <= '9';
    }
    if (hasFraction) {
      text.set(text.bytes(), text.from(), end);
    }
    return text;
  }

  /**
   * Sets the view to the text with the first letter of each word as a capital and all others small;
   * white space separates words.
   *
   * @return the buffer that contains the result
   */
  private static byte[] titleCase(Utf8 text, byte[] buffer, Utf8 view) {
    byte[] target = buffer.length < text.length() ? new byte[2 * text.length()] : buffer;
    boolean isFirst = true;
    for (int i = 0; i < text.length(); i++) {
      byte b = text.bytes()[text.from() + i];
      boolean isLetter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
      target[i] = (byte) (isLetter ? (isFirst ? b & ~0x20 : b | 0x20) : b);
      isFirst = b == ' ';
    }
    view.set(target, 0, text.length());
    return target;
  }

  private static void view(Utf8 view, Utf8 text) {
    view.set(text.bytes(), text.from(), text.to());
  }
}
