package org.sfcrime.endtoend.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds runs of ten identical lines of code in two modules. */
final class RepeatedLines {
  private static final int RUN = 10;

  private RepeatedLines() {}

  /** Returns a line for each run: where it is in both modules. */
  static List<String> across(List<Source> sources) {
    Map<List<String>, Place> seen = new HashMap<>();
    List<String> repeated = new ArrayList<>();
    for (Source source : sources) {
      List<Line> code = code(source);
      for (int i = 0; i + RUN <= code.size(); i++) {
        List<String> run = code.subList(i, i + RUN).stream().map(Line::text).toList();
        Place place = new Place(source, code.get(i).number());
        Place first = seen.putIfAbsent(run, place);
        if (first != null && !first.source().module().equals(source.module())) {
          repeated.add(first + " ~ " + place);
        }
      }
    }
    return repeated;
  }

  /** Leaves out blank lines, comments and imports. */
  private static List<Line> code(Source source) {
    List<Line> code = new ArrayList<>();
    List<String> lines = source.lines();
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).strip();
      if (!text.isEmpty() && !text.matches("(import |/\\*|\\*|//).*")) {
        code.add(new Line(text, i + 1));
      }
    }
    return code;
  }

  private record Line(String text, int number) {}

  private record Place(Source source, int line) {
    @Override
    public String toString() {
      Path module = source.module().getFileName();
      return module + ":" + source.path() + ":" + line;
    }
  }
}
