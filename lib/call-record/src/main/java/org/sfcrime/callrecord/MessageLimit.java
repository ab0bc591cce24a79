package org.sfcrime.callrecord;

/** Converts the size limit of a topic to the size limit of a record's content. */
public final class MessageLimit {
  /** Kafka's overhead for a batch of one record, with a reserve. */
  private static final int OVERHEAD_BYTES = 256;

  /** The compression of incompressible content adds less than this share. */
  private static final int INCOMPRESSIBLE_SHARE = 1024;

  private MessageLimit() {}

  /**
   * Returns the largest key, value and headers of a record that certainly fit.
   *
   * @param messageBytes the smaller of {@code max.message.bytes} and {@code max.request.size}
   */
  public static long contentBytes(long messageBytes) {
    return messageBytes - messageBytes / INCOMPRESSIBLE_SHARE - OVERHEAD_BYTES;
  }
}
