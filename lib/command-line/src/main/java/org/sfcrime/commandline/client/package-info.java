/**
 * The Kafka client of a program: its flags and properties, and why a broker refuses it.
 *
 * <p>Imports the package above. Start reading at {@link
 * org.sfcrime.commandline.client.ClientFlags}.
 */
package org.sfcrime.commandline.client;
