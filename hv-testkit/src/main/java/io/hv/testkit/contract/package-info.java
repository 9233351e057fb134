/**
 * The contracts: what every backend of hv must do, as tests. A backend writes one {@link BackendUnderTest} and one suite
 * class, which extends {@link CoreContracts} and names it:
 *
 * <pre>{@code
 * @ConfigurationParameter(key = BackendUnderTest.KEY, value = "com.example.MyBackend")
 * class MyContractsTest extends CoreContracts {}
 * }</pre>
 *
 * <p>The contracts hold for what the API's Javadoc promises, and for nothing else. None of them sleeps: they wait for
 * events, states and latches, at most for {@link BackendUnderTest#patience()}.
 */
@NullMarked
package io.hv.testkit.contract;

import org.jspecify.annotations.NullMarked;
