/**
 * Random choices that are the same on every machine, and the tables of their weights.
 *
 * <p>The package imports no other package of the project. Start reading at {@link
 * org.sfcrime.generatecalls.random.WeightTables}.
 */
package org.sfcrime.generatecalls.random;
