package org.sfcrime.generatecalls.layout;

import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.sfcrime.generatecalls.random.SplitMix64;
import org.sfcrime.generatecalls.random.WeightTables;
import org.sfcrime.generatecalls.random.WeightedChoice;

/** An intersection, to which the city's data maps a call. */
record Intersection(String name, String id, Point point, Area area) {

  /** Degrees east and north. */
  record Point(double longitude, double latitude) {
    String wellKnownText() {
      return "POINT (" + longitude + " " + latitude + ")";
    }

    String geoJson() {
      return "{\"type\":\"Point\",\"coordinates\":[" + longitude + "," + latitude + "]}";
    }
  }

  /** A neighborhood, or its part in one district, and its center. */
  record Area(
      String neighborhood,
      String policeDistrict,
      String supervisorDistrict,
      String computedRegion,
      Point center) {

    static Area of(CSVRecord row) {
      return new Area(
          row.get("analysis_neighborhood"),
          row.get("police_district"),
          row.get("supervisor_district"),
          row.get("computed_region"),
          new Point(
              Double.parseDouble(row.get("longitude")), Double.parseDouble(row.get("latitude"))));
    }
  }

  /**
   * Combines two streets at random; they need not meet in reality. The same two streets have the
   * same id, point and area in every call and with every seed.
   */
  static final class Choice {
    /** A stream for {@link SplitMix64#of} that is no day of a call. */
    private static final long STREAM = -3;

    private static final Map<String, String> SUFFIXES =
        Map.of(" AV", " AVE", " BL", " BLVD", " WY", " WAY", " HY", " HWY", " PZ", " PLZ");

    private final WeightedChoice<String> streets =
        WeightTables.choice("streets.csv", row -> todaysName(row.get("street")));
    private final WeightedChoice<Area> areas = WeightTables.choice("neighborhoods.csv", Area::of);

    Intersection pick(SplitMix64 random) {
      String one = streets.pick(random);
      String other = streets.pick(random);
      while (other.equals(one)) {
        other = streets.pick(random);
      }
      return of(one.compareTo(other) < 0 ? one + " \\ " + other : other + " \\ " + one);
    }

    private Intersection of(String name) {
      SplitMix64 random = SplitMix64.of(0, STREAM, name.hashCode());
      Area area = areas.pick(random);
      Point point =
          new Point(nearby(area.center.longitude, random), nearby(area.center.latitude, random));
      return new Intersection(name, (20_000 + random.nextInt(16_000)) + "000", point, area);
    }

    /** Moves by up to 0.004 degrees, in steps of 0.000001. */
    private static double nearby(double degrees, SplitMix64 random) {
      return Math.rint(degrees * 1e6 + random.nextInt(8_001) - 4_000) / 1e6;
    }

    /** Returns "34TH AVE" for "34th Av". */
    private static String todaysName(String street) {
      String name = street.toUpperCase(Locale.ROOT);
      int last = Math.max(0, name.lastIndexOf(' '));
      String suffix = name.substring(last);
      return name.substring(0, last) + SUFFIXES.getOrDefault(suffix, suffix);
    }
  }
}
