/**
 * What others build on: the schemas of {@code docs/contracts}, held to records that the programs
 * write, and the examples of {@code docs/use-the-counts.md}.
 *
 * <p>Start reading at {@code SchemasTest}.
 */
package org.sfcrime.endtoend.contracts;
