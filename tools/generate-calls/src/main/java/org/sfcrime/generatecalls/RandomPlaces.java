package org.sfcrime.generatecalls;

import java.util.Locale;
import org.sfcrime.generatecalls.layout.GeneratedCall.Place;
import org.sfcrime.generatecalls.random.SplitMix64;
import org.sfcrime.generatecalls.random.WeightTables;
import org.sfcrime.generatecalls.random.WeightedChoice;

/** Combines streets, blocks and landmarks at random, in the city's spelling. */
final class RandomPlaces {
  private record Street(String name, int highestBlock) {}

  private record Landmark(String name, String blockAddress) {}

  private record Kind(String addressType, String city) {}

  private final WeightedChoice<Kind> kinds =
      WeightTables.choice("cities.csv", row -> new Kind(row.get("address_type"), row.get("city")));
  private final WeightedChoice<Street> streets =
      WeightTables.choice(
          "streets.csv",
          row -> new Street(row.get("street"), WeightTables.number(row, "highest_block")));
  private final WeightedChoice<Landmark> landmarks =
      WeightTables.choice(
          "places.csv",
          row ->
              new Landmark(row.get("place"), row.get("block") + " Block Of " + row.get("street")));

  Place pick(SplitMix64 random) {
    Kind kind = kinds.pick(random);
    return switch (kind.addressType()) {
      case "Premise Address" -> place(block(random, " Block Of "), kind, "");
      case "Intersection" -> place(intersection(random), kind, "");
      case "Geo-Override" ->
          place(
              kind.city().isEmpty() ? landmarks.pick(random).name() : block(random, " Blk "),
              kind,
              "");
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

  private String block(SplitMix64 random, String words) {
    Street street = streets.pick(random);
    return random.nextInt(street.highestBlock() / 100 + 1) * 100 + words + street.name();
  }

  /** The city capitalises only the street before the slash. */
  private String intersection(SplitMix64 random) {
    String first = streets.pick(random).name();
    String second = streets.pick(random).name();
    while (second.equals(first)) {
      second = streets.pick(random).name();
    }
    return first + "/" + second.substring(0, 1).toLowerCase(Locale.ROOT) + second.substring(1);
  }
}
