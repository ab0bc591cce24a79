package org.sfcrime.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalLong;

/**
 * The calls on the page of the dashboard.
 *
 * @param isShown whether there is a dashboard
 * @param calls empty if the page does not answer
 */
record PageSide(boolean isShown, OptionalLong calls) {
  void addDifferences(long counted, List<String> found) {
    calls.ifPresent(onPage -> Sides.same(found, "counted", counted, "on the page", onPage));
    if (isShown && calls.isEmpty()) {
      found.add("the page did not answer");
    }
  }

  void addTo(ObjectNode json) {
    if (isShown) {
      calls.ifPresentOrElse(onPage -> json.put("on_page", onPage), () -> json.putNull("on_page"));
    }
  }

  void addRow(List<Sides.Row> rows) {
    if (isShown) {
      rows.add(
          calls.isPresent()
              ? new Sides.Row(calls.getAsLong(), "on the page")
              : new Sides.Row(null, "the page did not answer", ""));
    }
  }
}
