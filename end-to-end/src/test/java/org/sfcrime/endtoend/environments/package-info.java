/**
 * Tests that the scripts in {@code bin/} work in the environments that docs/operations.md lists, or
 * say in one line why they do not.
 *
 * <p>The package may import the harness. Start reading at {@code ScriptsTest}.
 */
package org.sfcrime.endtoend.environments;
