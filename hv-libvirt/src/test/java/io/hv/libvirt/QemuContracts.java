package io.hv.libvirt;

import io.hv.testkit.contract.BackendUnderTest;
import io.hv.testkit.contract.CoreContracts;
import org.junit.jupiter.api.Tag;
import org.junit.platform.suite.api.ConfigurationParameter;

/** The contracts that every backend keeps, on libvirt's QEMU driver with a stock Linux. */
@Tag("libvirtd")
@ConfigurationParameter(key = BackendUnderTest.KEY, value = "io.hv.libvirt.QemuBackend")
class QemuContracts extends CoreContracts {}
