package org.sfcrime.generatecalls.layout;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.sfcrime.generatecalls.random.SplitMix64;

/**
 * The fields of a call in today's data set of closed calls.
 *
 * <p>Id, time, final type and disposition are those of the {@link GeneratedCall}. The other values
 * depend only on the seed and the id.
 */
final class DispatchedCalls {
  /** A stream for {@link SplitMix64#of} that is no day of a call. */
  private static final long STREAM = -2;

  private static final int RECLASSIFIED_PERCENT = 10;

  private final long seed;
  private final CallType.Table types = new CallType.Table();
  private final Intersection.Choice intersections = new Intersection.Choice();

  DispatchedCalls(long seed) {
    this.seed = seed;
  }

  /**
   * Returns the fields by their names in the data set; an absent field has no value.
   *
   * @return strings, {@link LocalDateTime}, {@link Boolean} and {@link Intersection.Point}
   */
  Map<String, Object> fields(GeneratedCall call) {
    SplitMix64 random = SplitMix64.of(seed, STREAM, Long.parseLong(call.crimeId()));
    CallType type = types.of(call.crimeType());
    CallType original = random.nextInt(100) < RECLASSIFIED_PERCENT ? types.pick(random) : type;
    Map<String, Object> fields = new HashMap<>(64);
    fields.put("cad_number", call.crimeId());
    if (call.disposition().equals("REP") || call.disposition().equals("ARR")) {
      fields.put("pd_incident_report", "PD" + call.crimeId());
    }
    putType(fields, "original", original);
    putType(fields, "final", type);
    fields.put("agency", type.agency());
    if (!call.disposition().equals("Not recorded")) {
      fields.put("disposition", call.disposition());
    }
    fields.put("onview_flag", type.onview());
    boolean sensitive = type.sensitive() || original.sensitive();
    fields.put("sensitive_call", sensitive);
    putTimes(fields, call, type, random);
    if (!sensitive) {
      putNotes(fields, types.note(call.crimeType()), random);
      putLocation(fields, intersections.pick(random));
    }
    return fields;
  }

  private static void putType(Map<String, Object> fields, String which, CallType type) {
    fields.put("call_type_" + which, type.code());
    fields.put("call_type_" + which + "_desc", type.description());
    fields.put("priority_" + which, type.priority());
  }

  /** Half of the notes are taken over from the original to the final type. */
  private static void putNotes(Map<String, Object> fields, String note, SplitMix64 random) {
    fields.put("call_type_original_notes", note);
    fields.put("call_type_final_notes", random.nextInt(2) == 0 ? note : null);
  }

  /** A call that an officer reports on scene has one time until it is closed. */
  private static void putTimes(
      Map<String, Object> fields, GeneratedCall call, CallType type, SplitMix64 random) {
    boolean onview = type.onview().equals("Y");
    LocalDateTime received = call.time();
    LocalDateTime entry = onview ? received : received.plusSeconds(15 + few(random, 600));
    LocalDateTime dispatch = onview ? entry : entry.plusSeconds(20 + few(random, queue(type)));
    LocalDateTime onscene = onview ? dispatch : dispatch.plusSeconds(60 + few(random, 1_800));
    boolean arrived = onview || (!call.disposition().equals("CAN") && random.nextInt(16) > 0);
    LocalDateTime close = (arrived ? onscene : dispatch).plusSeconds(25 + few(random, 10_000));
    LocalDateTime nextDay = close.toLocalDate().plusDays(1).atStartOfDay();
    fields.put("received_datetime", received);
    fields.put("entry_datetime", entry);
    fields.put("dispatch_datetime", dispatch);
    fields.put("enroute_datetime", dispatch);
    fields.put("onscene_datetime", arrived ? onscene : null);
    fields.put("close_datetime", close);
    fields.put("data_as_of", nextDay.plusMinutes(90).plusSeconds(2));
    fields.put("data_updated_at", nextDay.plusMinutes(150).plusSeconds(40));
    fields.put("data_loaded_at", nextDay.plusMinutes(613).plusSeconds(33));
    fields.put("source_filename", "closecall" + nextDay.toLocalDate() + "_01-30-02");
  }

  /** Returns the longest wait for a free unit, in seconds. */
  private static int queue(CallType type) {
    return switch (type.priority()) {
      case "A" -> 600;
      case "B" -> 3_600;
      default -> 20_000;
    };
  }

  /** Returns a number below {@code bound}, more often a small one. */
  private static int few(SplitMix64 random, int bound) {
    return random.nextInt(1 + random.nextInt(bound));
  }

  private static void putLocation(Map<String, Object> fields, Intersection intersection) {
    fields.put("intersection_name", intersection.name());
    fields.put("intersection_id", intersection.id());
    fields.put("intersection_point", intersection.point());
    fields.put("supervisor_district", intersection.area().supervisorDistrict());
    fields.put("analysis_neighborhood", intersection.area().neighborhood());
    fields.put("police_district", intersection.area().policeDistrict());
    fields.put(":@computed_region_jwn9_ihcz", intersection.area().computedRegion());
  }
}
