package io.hv.kvm.contract;

import io.hv.testkit.contract.BackendUnderTest;
import io.hv.testkit.contract.CoreContracts;
import org.junit.jupiter.api.Tag;
import org.junit.platform.suite.api.ConfigurationParameter;

/** {@code kvm:///} keeps the contracts. */
@Tag("kvm")
@ConfigurationParameter(key = BackendUnderTest.KEY, value = "io.hv.kvm.contract.KvmBackend")
class KvmContractsTest extends CoreContracts {}
