package org.sfcrime.callrecord;

/**
 * Parses the date-times that sources write: the date as {@code yyyy-MM-dd}, {@code yyyy/MM/dd} or
 * {@code MM/dd/yyyy}, then {@code T} or spaces, then the time as {@code HH:mm[:ss[.fraction]]} or
 * {@code hh:mm[:ss[.fraction]] AM}.
 *
 * <p>Month, day and hour may have one digit, and after slashes the year may have two, as Excel
 * writes them; such a year is in the 2000s. A fraction is cut after the milliseconds. Not
 * thread-safe.
 */
final class SourceDateTime {
  private static final int END = -1;

  private final byte[] bytes;
  private final int to;
  private int at;

  /** The number of digits that {@link #number} has read. */
  private int digits;

  private SourceDateTime(Utf8 text) {
    bytes = text.bytes();
    int start = text.from();
    int end = text.to();
    while (start < end && bytes[start] == ' ') {
      start++;
    }
    while (end > start && bytes[end - 1] == ' ') {
      end--;
    }
    at = start;
    to = end;
  }

  /** Returns the time in milliseconds since 1970, or one of the results of {@link CallDateTime}. */
  static long parse(Utf8 text) {
    return new SourceDateTime(text).dateTime();
  }

  /** Returns the midnight of a date without a time, or {@link CallDateTime#INVALID}. */
  static long parseDate(Utf8 text) {
    SourceDateTime source = new SourceDateTime(text);
    long day = source.date();
    boolean isDate = day != CallDateTime.INVALID && source.peek() == END;
    return isDate ? day * CallDateTime.MILLIS_PER_DAY : CallDateTime.INVALID;
  }

  private long dateTime() {
    if (isNumber()) {
      return CallDateTime.NUMBER;
    }
    long day = date();
    if (day == CallDateTime.INVALID) {
      return CallDateTime.INVALID;
    }
    if (peek() == END) {
      return CallDateTime.WITHOUT_TIME;
    }
    boolean isSeparated = take('T') || take('t') || skipSpaces();
    return isSeparated ? time(day) : CallDateTime.INVALID;
  }

  private boolean isNumber() {
    int points = 0;
    int first = peek() == '-' || peek() == '+' ? at + 1 : at;
    for (int i = first; i < to; i++) {
      points += bytes[i] == '.' ? 1 : 0;
      if (bytes[i] != '.' && !isDigit(bytes[i])) {
        return false;
      }
    }
    return first < to && points <= 1;
  }

  /** Returns the number of days since 1970, or {@link CallDateTime#INVALID}. */
  private long date() {
    int first = number(4);
    int firstDigits = digits;
    int separator = peek();
    if (separator != '-' && separator != '/') {
      return CallDateTime.INVALID;
    }
    at++;
    int second = number(2);
    boolean isComplete = digits > 0 && take(separator);
    int third = number(4);
    if (!isComplete || digits == 0) {
      return CallDateTime.INVALID;
    }
    if (firstDigits == 4 && digits <= 2) {
      return CallDateTime.day(first, second, third);
    }
    if (separator == '/' && (firstDigits == 1 || firstDigits == 2) && digits % 2 == 0) {
      return CallDateTime.day(digits == 2 ? 2000 + third : third, first, second);
    }
    return CallDateTime.INVALID;
  }

  private long time(long day) {
    int hour = number(2);
    boolean isComplete = digits > 0 && take(':');
    int minute = number(2);
    isComplete &= digits == 2;
    int second = 0;
    int milli = 0;
    if (isComplete && take(':')) {
      second = number(2);
      isComplete = digits == 2;
      if (isComplete && take('.')) {
        milli = number(3);
        isComplete = digits > 0;
        milli *= digits == 1 ? 100 : digits == 2 ? 10 : 1;
        skipDigits();
      }
    }
    if (!isComplete) {
      return CallDateTime.INVALID;
    }
    boolean isSpaced = skipSpaces();
    int half = peek() | 0x20;
    if (at + 2 == to && (half == 'a' || half == 'p') && (bytes[at + 1] | 0x20) == 'm') {
      at = to;
      if (hour < 1 || hour > 12) {
        return CallDateTime.INVALID;
      }
      hour = hour % 12 + (half == 'p' ? 12 : 0);
    }
    if (peek() != END) {
      return isZone(isSpaced) ? CallDateTime.WITH_ZONE : CallDateTime.INVALID;
    }
    return CallDateTime.millis(day, hour, minute, second, milli);
  }

  /** Returns whether the rest can be a zone: an offset, or letters such as {@code Z} or PST. */
  private boolean isZone(boolean isSpaced) {
    int c = peek();
    if (c == '+' || c == '-') {
      at++;
      number(2);
      return digits == 2;
    }
    boolean isLetter = Character.isLetter(c);
    return c == '[' || (isLetter && isSpaced && at + 2 < to) || (isLetter && at + 1 == to);
  }

  /** Reads at most {@code most} digits. */
  private int number(int most) {
    int number = 0;
    digits = 0;
    while (digits < most && at < to && isDigit(bytes[at])) {
      number = number * 10 + bytes[at++] - '0';
      digits++;
    }
    return number;
  }

  private void skipDigits() {
    while (at < to && isDigit(bytes[at])) {
      at++;
    }
  }

  private boolean skipSpaces() {
    int start = at;
    while (at < to && bytes[at] == ' ') {
      at++;
    }
    return at > start;
  }

  private boolean take(int wanted) {
    boolean isThere = peek() == wanted;
    at += isThere ? 1 : 0;
    return isThere;
  }

  private int peek() {
    return at < to ? bytes[at] : END;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
