package paper;

import io.hv.testkit.contract.BackendUnderTest;
import io.hv.testkit.contract.CoreContracts;
import org.junit.platform.suite.api.ConfigurationParameter;

@ConfigurationParameter(key = BackendUnderTest.KEY, value = "paper.PaperBackend")
class PaperContractsTest extends CoreContracts {}
