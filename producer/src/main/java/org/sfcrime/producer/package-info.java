/**
 * The producer: publishes the calls of a file or of a live feed to a topic, exactly once.
 *
 * <p>{@code ProducerRun} opens the input and the clients; {@code Replay} reads the records and
 * decides their order and pace; {@code CallSender} sends them through a {@code RecordOutput}, in
 * transactions that include the {@code ReplayPosition}. {@code FollowRun} follows a feed. The
 * package imports the call libraries, the command line library, {@code producer.send} and {@code
 * producer.follow}. Start with {@link org.sfcrime.producer.ProducerRun}.
 */
package org.sfcrime.producer;
