/**
 * Tests of a broker with TLS and users: the whole pipeline, each right alone, and the secrets.
 *
 * <p>The package may import the harness and the fault table. Start reading at {@code
 * SecuredPipelineTest}.
 */
package org.sfcrime.endtoend.security;
