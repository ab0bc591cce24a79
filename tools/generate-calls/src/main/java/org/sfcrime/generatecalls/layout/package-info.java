/**
 * The layouts in which the city publishes calls: the text of a generated call in each of them.
 *
 * <p>The package may import {@code generatecalls.random}. Start reading at {@link
 * org.sfcrime.generatecalls.layout.Layout}.
 */
package org.sfcrime.generatecalls.layout;
