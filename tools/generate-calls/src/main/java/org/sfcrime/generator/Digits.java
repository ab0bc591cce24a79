package org.sfcrime.generator;

/** Decimal numbers of a fixed width, without a locale. */
final class Digits {
  private Digits() {}

  static StringBuilder append(StringBuilder text, long number, int width) {
    String digits = Long.toString(number);
    return text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
  }
}
