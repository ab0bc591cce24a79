/**
 * Programs that the streaming job is compared with. Each runs in a process of its own.
 *
 * <p>The package imports no other package of the benchmark. The jar of {@link
 * org.sfcrime.benchmark.reference.FromJsonJob} has only that class.
 */
package org.sfcrime.benchmark.reference;
