/**
 * The count of the streaming job, written with Flink's DataStream API and with Kafka Streams.
 *
 * <p>{@code bin/bench peers} runs each program in a process of its own. The package imports nothing
 * of this project. Start reading at {@link org.sfcrime.peers.FlinkPeer} and {@link
 * org.sfcrime.peers.StreamsPeer}.
 */
package org.sfcrime.peers;
