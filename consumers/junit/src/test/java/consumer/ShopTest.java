package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.mem.MemDomain;
import io.hv.mem.MemGuest;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The extension as a project uses it, on the JUnit of its choice. */
@HvTest(uri = "mem:///")
class ShopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Golden
    static GoldenMachine shop() {
        return GoldenMachine.of(DomainSpec.named("shop")
                        .with(MemGuest.quiet().prints("login: ").answers("root", "# "))
                        .build())
                .ready(Readiness.console("login: "), PATIENCE)
                .types("root\n")
                .expects("# ", PATIENCE);
    }

    private String before = "";

    @BeforeEach
    void before(@Fresh Domain shop) {
        before = shop.name();
    }

    @Test
    void isTheJUnitThatWasAskedFor() {
        String file = String.valueOf(Test.class.getProtectionDomain().getCodeSource().getLocation());
        assertTrue(file.contains("-" + System.getProperty("version.junit") + ".jar"), file);
    }

    @RepeatedTest(10)
    void isReady(@Fresh Domain shop) {
        assertEquals("root\n", shop.as(MemDomain.class).typed());
        assertFalse(shop.lineage().isEmpty());
        assertFalse(before.equals(shop.name()));
        shop.destroy();
    }

    @HvTest(uri = "mem:///failing")
    static class Failing {

        @Golden
        static final GoldenMachine SHOP = shop();

        @Golden
        static final GoldenMachine LINUX = shop().needs(Feature.STOCK_GUESTS);

        @Test
        void fails(@Fresh("SHOP") Domain shop) {
            shop.as(MemDomain.class).print("no more beans\n");
            shop.as(MemDomain.class).crash(MemGuest.panic("out of coffee"));
            Object unused = shop.awaitState(DomainState.CRASHED, PATIENCE);
            fail("nothing was served");
        }

        @Test
        void isDisabled(@Fresh("LINUX") Domain shop) {
            fail("it ran: " + shop);
        }
    }

    @Test
    void aFailureLeavesABundleInTheOutputOfItsTest(@TempDir Path output) throws IOException {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Failing.class))
                .configurationParameter("junit.platform.reporting.output.dir", output.toString())
                .build();
        StringBuffer told = new StringBuffer();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    told.append(result);
                }
            }

            @Override
            public void executionSkipped(TestIdentifier test, String reason) {
                told.append(reason);
            }
        });
        assertTrue(told.indexOf("nothing was served") >= 0, told::toString);
        assertTrue(told.indexOf("stock-guests") >= 0, told::toString);
        try (Stream<Path> files = Files.walk(output)) {
            List<Path> consoles =
                    files.filter(file -> file.endsWith("console.log")).toList();
            assertEquals(1, consoles.size(), consoles::toString);
            assertEquals("no more beans\n", Files.readString(consoles.get(0)));
            assertTrue(Files.readString(consoles.get(0).resolveSibling("crash.txt")).contains("out of coffee"));
        }
    }
}
