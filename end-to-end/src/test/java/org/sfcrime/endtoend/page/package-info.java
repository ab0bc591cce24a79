/**
 * Tests of the dashboard's page in a browser, with the running programs.
 *
 * <p>The tests are skipped if Chromium is not installed. The package may import the harness. Start
 * reading at {@code LivePageTest}.
 */
package org.sfcrime.endtoend.page;
