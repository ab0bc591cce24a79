package org.sfcrime.streaming.sink;

import java.io.IOException;

/** A sink failed to write a batch. The message has the name of the sink and the reason. */
public final class SinkException extends IOException {
  private static final long serialVersionUID = 1L;

  SinkException(String sink, Throwable cause) {
    this(sink, reason(cause), cause);
  }

  SinkException(String sink, String reason, Throwable cause) {
    super("%s: %s".formatted(sink, reason), cause);
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage().strip();
  }
}
