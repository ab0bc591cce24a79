package org.sfcrime.generator;

import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;
import org.sfcrime.generator.Call.Place;

/**
 * Makes up places: streets, blocks and landmarks put together at random, in the city's spelling.
 */
final class Places {
  private record Street(String name, int weight, int highestBlock) {
    Street(CSVRecord row) {
      this(row.get("street"), Tables.number(row, "weight"), Tables.number(row, "highest_block"));
    }
  }

  private record Landmark(String name, int weight, String blockAddress) {
    Landmark(CSVRecord row) {
      this(
          row.get("place"),
          Tables.number(row, "weight"),
          row.get("block") + " Block Of " + row.get("street"));
    }
  }

  private record Kind(String addressType, String city, int weight) {
    Kind(CSVRecord row) {
      this(row.get("address_type"), row.get("city"), Tables.number(row, "weight"));
    }
  }

  private final Weighted<Kind> kinds;
  private final Weighted<Street> streets;
  private final Weighted<Landmark> landmarks;

  private Places(List<Kind> kinds, List<Street> streets, List<Landmark> landmarks) {
    this.kinds = new Weighted<>(kinds, Kind::weight);
    this.streets = new Weighted<>(streets, Street::weight);
    this.landmarks = new Weighted<>(landmarks, Landmark::weight);
  }

  static Places load() {
    return new Places(
        Tables.read("cities.csv").stream().map(Kind::new).toList(),
        Tables.read("streets.csv").stream().map(Street::new).toList(),
        Tables.read("places.csv").stream().map(Landmark::new).toList());
  }

  Place pick(SplitMix random) {
    Kind kind = kinds.pick(random);
    return switch (kind.addressType()) {
      case "Premise Address" -> place(block(random, " Block Of "), kind, "");
      case "Intersection" -> place(intersection(random), kind, "");
      case "Geo-Override" ->
          place(kind.city().isEmpty() ? landmark(random) : block(random, " Blk "), kind, "");
      case "Common Location" -> {
        Landmark landmark = landmarks.pick(random);
        boolean cityNamed = random.nextInt(4) > 0;
        yield place(landmark.blockAddress(), kind, landmark.name() + (cityNamed ? ", Sf" : ""));
      }
      default -> throw new IllegalStateException("cities.csv: " + kind.addressType());
    };
  }

  private static Place place(String address, Kind kind, String commonLocation) {
    return new Place(address, kind.city(), kind.addressType(), commonLocation);
  }

  private String block(SplitMix random, String words) {
    Street street = streets.pick(random);
    return random.nextInt(street.highestBlock() / 100 + 1) * 100 + words + street.name();
  }

  /** The city capitalises the first letter of what stands before the slash only. */
  private String intersection(SplitMix random) {
    String first = streets.pick(random).name();
    String second = streets.pick(random).name();
    while (second.equals(first)) {
      second = streets.pick(random).name();
    }
    return first + "/" + second.substring(0, 1).toLowerCase(Locale.ROOT) + second.substring(1);
  }

  private String landmark(SplitMix random) {
    return landmarks.pick(random).name();
  }
}
