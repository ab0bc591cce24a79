package org.sfcrime.consumer.verify;

import java.util.Arrays;
import org.sfcrime.callfile.CallCursor;
import org.sfcrime.callrecord.Utf8;

/** The digests of some calls, in the order in which the calls were added. */
final class CallDigests {
  private static final int LONGS = 4;
  private static final int FIRST_CALLS = 1 << 11;

  private final CallDigest digest = new CallDigest();
  private long[] values = new long[LONGS * FIRST_CALLS];
  private int used;

  /** Takes the digest of a call. */
  @FunctionalInterface
  interface Handler {
    /**
     * Takes the digest of the next call.
     *
     * @param content the hash of the call, regardless of how its strings are escaped
     * @param text the hash of the call's text
     */
    void take(long idHigh, long idLow, long content, long text);
  }

  void add(CallCursor call) {
    if (used == values.length) {
      values = Arrays.copyOf(values, 2 * used);
    }
    Utf8 json = call.value();
    digest.setId(call.key());
    values[used++] = digest.idHigh();
    values[used++] = digest.idLow();
    values[used++] = digest.ofContent(json);
    values[used++] = CallDigest.ofText(json.bytes(), json.from(), json.to());
  }

  /** Passes all digests to the handler, and removes them. */
  void drainTo(Handler handler) {
    for (int i = 0; i < used; i += LONGS) {
      handler.take(values[i], values[i + 1], values[i + 2], values[i + 3]);
    }
    used = 0;
  }
}
