package org.sfcrime.callfile.split;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.callfile.CallTexts;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.callrecord.RejectionReason;

class JsonArraySplitterTest {
  private static final String A = CallTexts.call("A");
  private static final String B = CallTexts.call("B");
  private static final String C = CallTexts.call("C");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Each case stands for the element between A and C, with the commas around it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ",{\"crime_id\":\"B\",\"address\":\"raw\nnewline\",\"city\":\"\"},",
        ",{\"crime_id\":\"B\",\"address\":\"tab\there\",\"city\":\"\"},",
        ",{\"crime_id\":\"B,\"address\":\"no closing quote\",\"city\":\"\"},",
        ",{\"crime_id\":\"B\",\"address\":\"no closing quote at the end},",
        ",{\"crime_id\":\"B\",\"address\":no opening quote\",\"city\":\"\"},",
        ",{\"crime_id:\"B\",\"address\":\"x\"},",
        ",{crime_id\":\"B\",\"address\":\"x\"},",
        ",{\"crime_id\":\"B\",\"address\":\"a \" too many\",\"city\":\"\"},",
        ",{\"crime_id\":\"B\",\"address\":\"no closing brace\",",
        ",{\"crime_id\":\"B\",\"address\":\"no closing brace\"",
        ",\"crime_id\":\"B\",\"address\":\"no opening brace\"},",
        ",{{\"crime_id\":\"\",",
        ",{\"crime_id\":\"B\",\"tags\":[\"no closing bracket\",\"x\"},",
        ",{\"crime_id\":\"B\",\"tags\":[\"no closing bracket and brace\",",
        ",{\"crime_id\":\"B\",\"place\":{\"x\":\"no closing brace\"},",
        ",{\"crime_id\":\"B\",\"address\":},",
        ",{\"crime_id\" \"B\"},",
        ",{\"crime_id\":\"B\",},",
        " garbage ",
        ", garbage, more garbage,",
        "},",
        ",}",
        "],",
        ",,",
        "\n",
        " ",
        ",\u0000,",
        ",\\\",",
        ",{\"crime_id\":\"B\",\"address\":\"cut",
      })
  void next_brokenBetween_findsTheNeighbours(String between) throws IOException {
    for (String text : new String[] {"[" + A + between + C + "]", between(A, between, C)}) {
      List<String> whole = new ArrayList<>(split(text));
      assertThat(whole).contains(A, C);
      // A word between two commas has the bounds of an element; the full check rejects it.
      whole.removeIf(element -> element.equals(A) || element.equals(C) || !element.startsWith("{"));
      assertThat(whole).isEmpty();
    }
  }

  private static String between(String before, String broken, String after) {
    return "[\n  " + before + broken + "\n  " + after + "\n]\n";
  }

  @Test
  void next_brokenElements_areOneRecordEach() throws IOException {
    String first = "{\"crime_id\":\"1\",\"address\":\"raw\nnewline\",\"city\":\"\"}";
    String second = "{\"crime_id\":\"2,\"address\":\"no quote\",\"city\":\"\"}";
    JsonArraySplitter splitter =
        splitter("[" + A + ",\n" + first + ",\n" + second + " ,\n" + B + "," + first + "\n]");
    assertThat(texts(splitter, true)).containsExactly(A, first, second, B, first);
    assertThat(splitter.warning()).isNull();
  }

  @Test
  void next_missingCloseOfNestedArray_findsEveryElementAfterIt() throws IOException {
    StringBuilder text = new StringBuilder("[" + A + ",{\"crime_id\":\"1\",\"tags\":[\"x\"");
    List<String> expected = new ArrayList<>(List.of(A));
    for (int i = 0; i < 500; i++) {
      expected.add(CallTexts.call("n" + i));
      text.append(',').append(CallTexts.call("n" + i));
    }
    assertThat(split(text + "]")).isEqualTo(expected);
  }

  @Test
  void next_hostileNesting_takesLinearTime() throws IOException {
    // A search that began again after each brace would look at more than 10^12 bytes here.
    String text = "[" + "{\"a\":[1,".repeat(200_000);
    assertThat(split(text)).isEmpty();
  }

  @Test
  void next_unterminatedStringLargerThanTheWindow() throws IOException {
    String tail = "{\"crime_id\":\"" + "x".repeat(3 * RawRecord.MAX_BYTES / 2);
    JsonArraySplitter splitter = splitter("[" + A + "," + tail);
    assertThat(CallTexts.text(copy(splitter.next()))).isEqualTo(A);
    RawRecord broken = splitter.next();
    assertThat(broken.broken()).isEqualTo(RejectionReason.NOT_JSON);
    assertThat(broken.size()).isEqualTo(tail.length());
    assertThat(CallTexts.text(copy(broken))).isEqualTo(tail.substring(0, 1024));
    assertThat(splitter.next()).isNull();
    assertThat(splitter.warning()).contains("not closed");
  }

  @Test
  void line_countsFromOne() throws IOException {
    JsonArraySplitter splitter = splitter("[\n" + A + ",\n\n{\"x\":1,\n\"y\":2},\n" + B + "]");
    List<Long> lines = new ArrayList<>();
    while (splitter.next() != null) {
      lines.add(splitter.line());
    }
    assertThat(lines).containsExactly(2L, 4L, 6L);
  }

  @Test
  void next_validArrays_agreesWithJackson() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder(space(random)).append('[');
      int count = random.nextInt(20);
      for (int i = 0; i < count; i++) {
        text.append(i > 0 ? "," : "").append(space(random));
        value(random, 0, text);
        text.append(space(random));
      }
      text.append(space(random)).append(']').append(space(random));
      List<JsonNode> expected = new ArrayList<>();
      JSON.readTree(text.toString()).forEach(expected::add);
      List<JsonNode> actual = new ArrayList<>();
      for (String element : split(text.toString())) {
        actual.add(JSON.readTree(element));
      }
      assertThat(actual).as("seed %d round %d: %s", seed, round, text).isEqualTo(expected);
    }
  }

  private static void value(Random random, int depth, StringBuilder text) {
    int kind = random.nextInt(depth > 4 ? 3 : 5);
    switch (kind) {
      case 0 -> string(random, text);
      case 1 -> text.append(random.nextInt(1000) - 500);
      case 2 -> text.append(List.of("true", "false", "null", "1.5e+3").get(random.nextInt(4)));
      default -> {
        boolean object = kind == 3;
        text.append(object ? '{' : '[').append(space(random));
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
          text.append(i > 0 ? "," : "").append(space(random));
          if (object) {
            text.append("\"k").append(i).append('"').append(space(random)).append(':');
            text.append(space(random));
          }
          value(random, depth + 1, text);
          text.append(space(random));
        }
        text.append(object ? '}' : ']');
      }
    }
  }

  private static void string(Random random, StringBuilder text) {
    List<String> parts =
        List.of(
            "\\\"", "\\\\", "\\/", "\\u005d", "},{", "[", "]", "é", "\uD83D\uDE93", " ", ",", "x");
    text.append('"');
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    text.append('"');
  }

  private static String space(Random random) {
    return List.of("", "", "", " ", "\n", "\r\n", "\t  ").get(random.nextInt(7));
  }

  private static JsonArraySplitter splitter(String text) throws IOException {
    ByteWindow window = new ByteWindow(new ByteArrayInputStream(CallTexts.bytes(text)));
    return new JsonArraySplitter(window, 0, new CallReader(), JsonArraySplitter.Arrangement.ARRAY);
  }

  /** Returns the elements that are not broken. */
  private static List<String> split(String text) throws IOException {
    return texts(splitter(text), false);
  }

  private static List<String> texts(JsonArraySplitter splitter, boolean alsoBroken)
      throws IOException {
    List<String> result = new ArrayList<>();
    for (RawRecord record = splitter.next(); record != null; record = splitter.next()) {
      if (alsoBroken || record.broken() == null) {
        result.add(CallTexts.text(copy(record)));
      }
    }
    return result;
  }

  private static byte[] copy(RawRecord record) {
    return java.util.Arrays.copyOfRange(record.buffer(), record.from(), record.to());
  }
}
