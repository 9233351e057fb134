package io.hv.mem.contract;

import io.hv.testkit.contract.BackendUnderTest;
import io.hv.testkit.contract.CoreContracts;
import org.junit.platform.suite.api.ConfigurationParameter;

/** {@code mem:///} keeps the contracts. */
@ConfigurationParameter(key = BackendUnderTest.KEY, value = "io.hv.mem.contract.MemBackend")
class MemContractsTest extends CoreContracts {}
