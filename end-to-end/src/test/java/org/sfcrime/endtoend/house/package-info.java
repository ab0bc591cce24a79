/**
 * The house rules: which module and which package may import which, how large a package may be, and
 * that no code appears in two modules.
 *
 * <p>The tests read the source files and the compiled classes of all modules. Start reading at
 * {@code HouseRulesTest}.
 */
package org.sfcrime.endtoend.house;
