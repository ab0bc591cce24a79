package org.sfcrime.generatecalls.layout;

/** The text of calls in one layout: JSON objects or CSV records. */
public interface CallText {
  /** Returns the first line of a CSV file without the line end; empty for JSON. */
  String header();

  /** Appends a call, without a line end. */
  void append(GeneratedCall call, StringBuilder text);
}
