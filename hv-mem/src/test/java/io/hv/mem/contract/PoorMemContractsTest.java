package io.hv.mem.contract;

import io.hv.testkit.contract.BackendUnderTest;
import io.hv.testkit.contract.CoreContracts;
import org.junit.platform.suite.api.ConfigurationParameter;

/** {@code mem:///} with few features keeps the contracts: it refuses the rest as it should. */
@ConfigurationParameter(key = BackendUnderTest.KEY, value = "io.hv.mem.contract.PoorMemBackend")
class PoorMemContractsTest extends CoreContracts {}
