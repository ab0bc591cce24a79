package org.sfcrime.generatecalls;

/** Appends decimal numbers padded with zeros, independent of the locale. */
final class Digits {
  private Digits() {}

  static StringBuilder append(StringBuilder text, long number, int width) {
    String digits = Long.toString(number);
    return text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
  }
}
