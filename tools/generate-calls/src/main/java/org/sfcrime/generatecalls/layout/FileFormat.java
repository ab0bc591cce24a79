package org.sfcrime.generatecalls.layout;

/** A JSON array, one JSON object per line, or CSV with a header. */
public enum FileFormat {
  JSON,
  NDJSON,
  CSV
}
