package org.sfcrime.generatecalls.layout;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The SODA API's JSON of closed calls, with the fields in its order, without absent fields. */
final class DispatchedCallsJson implements CallText {
  private static final List<String> FIELDS =
      List.of(
          ("cad_number,pd_incident_report,received_datetime,entry_datetime,"
                  + "dispatch_datetime,enroute_datetime,onscene_datetime,close_datetime,"
                  + "call_type_original,call_type_original_desc,call_type_original_notes,"
                  + "call_type_final,call_type_final_desc,call_type_final_notes,priority_original,"
                  + "priority_final,agency,disposition,onview_flag,sensitive_call,intersection_name,"
                  + "intersection_id,intersection_point,supervisor_district,analysis_neighborhood,"
                  + "police_district,data_as_of,data_loaded_at,:@computed_region_jwn9_ihcz,"
                  + "data_updated_at,source_filename")
              .split(",", -1));
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

  private final DispatchedCalls calls;

  DispatchedCallsJson(DispatchedCalls calls) {
    this.calls = calls;
  }

  @Override
  public String header() {
    return "";
  }

  @Override
  public void append(GeneratedCall call, StringBuilder text) {
    Map<String, Object> fields = calls.fields(call);
    char separator = '{';
    for (String name : FIELDS) {
      Object value = fields.get(name);
      if (value != null) {
        text.append(separator).append('"').append(name).append("\":");
        appendValue(text, value);
        separator = ',';
      }
    }
    text.append('}');
  }

  private static void appendValue(StringBuilder text, Object value) {
    if (value instanceof LocalDateTime time) {
      text.append('"').append(TIME.format(time)).append('"');
    } else if (value instanceof Intersection.Point point) {
      text.append(point.geoJson());
    } else if (value instanceof Boolean) {
      text.append(value);
    } else {
      JsonText.append(text, value.toString(), "\"\\");
    }
  }
}
