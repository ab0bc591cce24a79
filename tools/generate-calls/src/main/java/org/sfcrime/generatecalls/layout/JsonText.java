package org.sfcrime.generatecalls.layout;

/** Writes JSON strings. Generated values have no control characters. */
final class JsonText {
  private JsonText() {}

  /**
   * Appends a quoted string.
   *
   * @param escaped the characters that get a backslash
   */
  static void append(StringBuilder text, String value, String escaped) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (escaped.indexOf(c) >= 0) {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
  }
}
