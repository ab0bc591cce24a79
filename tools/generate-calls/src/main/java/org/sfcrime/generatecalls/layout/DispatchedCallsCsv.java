package org.sfcrime.generatecalls.layout;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** DataSF's CSV export of closed calls: an absent field is empty, a point is well-known text. */
final class DispatchedCallsCsv implements CallText {
  private static final String HEADER =
      "cad_number,dup_cad_number,pd_incident_report,received_datetime,entry_datetime,"
          + "dispatch_datetime,enroute_datetime,onscene_datetime,close_datetime,"
          + "call_type_original,call_type_original_desc,call_type_original_notes,"
          + "call_type_final,call_type_final_desc,call_type_final_notes,priority_original,"
          + "priority_final,agency,disposition,onview_flag,sensitive_call,intersection_name,"
          + "intersection_id,intersection_point,supervisor_district,analysis_neighborhood,"
          + "police_district,data_as_of,data_updated_at,data_loaded_at,source_filename";
  private static final List<String> COLUMNS = List.of(HEADER.split(",", -1));
  private static final DateTimeFormatter TIME = CsvText.dateTime("yyyy/MM/dd");

  private final DispatchedCalls calls;

  DispatchedCallsCsv(DispatchedCalls calls) {
    this.calls = calls;
  }

  @Override
  public String header() {
    return HEADER;
  }

  @Override
  public void append(GeneratedCall call, StringBuilder text) {
    Map<String, Object> fields = calls.fields(call);
    CsvText.append(text, COLUMNS.stream().map(column -> cell(fields.get(column))).toArray());
  }

  private static Object cell(Object value) {
    if (value instanceof LocalDateTime time) {
      return TIME.format(time);
    }
    return value instanceof Intersection.Point point ? point.wellKnownText() : value;
  }
}
