/**
 * The lookup tables of the job: descriptions of disposition codes, and names and categories of
 * crime types.
 *
 * <p>Imports no other package of the job, and nothing of Spark. Start with {@link
 * org.sfcrime.streaming.lookup.RadioCodes} and {@link org.sfcrime.streaming.lookup.GroupBy}.
 */
package org.sfcrime.streaming.lookup;
