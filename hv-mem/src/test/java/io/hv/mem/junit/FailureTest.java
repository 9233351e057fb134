package io.hv.mem.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.Host;
import io.hv.mem.MemDomain;
import io.hv.mem.MemGuest;
import io.hv.mem.MemHost;
import io.hv.mem.MemOperation;
import io.hv.testkit.contract.Patience;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.opentest4j.AssertionFailedError;

/** What a failure leaves behind, what fails at once, and what is not run at all. */
class FailureTest {

    private static final Duration PATIENCE = Patience.forWhatMustHappen();

    /** No test waits that long: what ends earlier has failed fast. */
    private static final Duration FOR_EVER = Duration.ofDays(1);

    @TempDir
    private Path folder;

    @HvTest(uri = "mem:///junit-failing")
    static class Failing {

        @Golden
        static GoldenMachine shop() {
            return ForkTest.shop("shop");
        }

        @Test
        void fails(@Fresh Domain domain) {
            domain.as(MemDomain.class).print("no more beans\n");
            domain.as(MemDomain.class).crash(MemGuest.panic("out of coffee"));
            Object unused = domain.awaitState(DomainState.CRASHED, PATIENCE);
            assertEquals("served", "not served", "the guest's order");
        }

        @Test
        void isAborted(@Fresh Domain domain) {
            assumeTrue(domain.name().isEmpty(), "not today");
        }

        @Test
        void passes(@Fresh Domain domain) {
            assertFalse(domain.name().isEmpty());
        }
    }

    private static String read(Path bundle, String file) throws IOException {
        try (Stream<Path> machines = Files.list(bundle)) {
            List<Path> all = machines.toList();
            assertEquals(1, all.size(), all::toString);
            return Files.readString(all.get(0).resolve(file));
        }
    }

    private static void assertIsBundle(Path bundle) throws IOException {
        assertEquals("no more beans\n", read(bundle, "console.log"));
        assertTrue(read(bundle, "crash.txt").contains("out of coffee"));
        assertTrue(read(bundle, "status.txt").contains("CRASHED"));
        assertTrue(read(bundle, "status.txt").contains("clone of"));
        assertTrue(read(bundle, "spec.txt").contains("shop"));
        assertEquals("root\n", read(bundle, "typed.txt"), "what the backend knows");
    }

    @Test
    void leavesABundle() throws IOException {
        Events tests = Engine.run(folder, Failing.class);
        tests.assertStatistics(count -> count.failed(1).aborted(1).succeeded(1));
        Throwable failure = Engine.failures(tests).get(0);
        assertInstanceOf(AssertionFailedError.class, failure, "the failure is the test's own");
        Path bundle = folder.resolve("failures").resolve(Failing.class.getName().replace('$', '_') + ".fails");
        assertIsBundle(bundle);
        assertTrue(
                Arrays.stream(failure.getSuppressed())
                        .anyMatch(told -> String.valueOf(told.getMessage())
                                .contains(bundle.toUri().toString())),
                "the failure says where that is");
        try (Stream<Path> bundles = Files.list(folder.resolve("failures"))) {
            assertEquals(List.of(bundle), bundles.toList(), "of failures only");
        }
    }

    /** A folder for each test, as a launcher has it. */
    private record Output(Path root) implements OutputDirectoryCreator {
        @Override
        public Path getRootDirectory() {
            return root;
        }

        @Override
        public Path createOutputDirectory(TestDescriptor test) throws IOException {
            return Files.createDirectories(
                    root.resolve(test.getUniqueId().getLastSegment().getValue().replaceAll("\\W", "_")));
        }
    }

    @Test
    void publishesIt() throws IOException {
        Path output = folder.resolve("output");
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Failing.class))
                .configurationParameter("hv.templates", folder.toString())
                .outputDirectoryCreator(new Output(output))
                .execute();
        results.testEvents().assertStatistics(count -> count.failed(1).fileEntryPublished(1));
        try (Stream<Path> tests = Files.list(output)) {
            assertIsBundle(tests.findFirst().orElseThrow().resolve("hv"));
        }
    }

    /** A launcher that has no such folder, and a user who has said nothing. */
    @Test
    void leavesItInTheBuildsFolderElse() throws IOException {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Failing.class))
                .configurationParameter("hv.templates", folder.toString())
                .execute()
                .testEvents()
                .assertStatistics(count -> count.failed(1).fileEntryPublished(0));
        assertIsBundle(Path.of("target", "hv-failures", Failing.class.getName().replace('$', '_') + ".fails"));
    }

    static GoldenMachine waiting(MemGuest guest, Readiness readiness) {
        return GoldenMachine.of(DomainSpec.named("sick").with(guest).build()).ready(readiness, FOR_EVER);
    }

    private static final MemGuest PANICS =
            MemGuest.quiet().prints("booting\n[    1.0] Kernel panic - not syncing: out of coffee\nmore\n");

    @HvTest(uri = "mem:///junit-panic")
    static class Panics {

        @Golden
        static final GoldenMachine CONSOLE = waiting(PANICS, Readiness.console("login: "));

        @Golden
        static final GoldenMachine MARKER = waiting(PANICS, Readiness.marker(7));

        @Golden
        static final GoldenMachine CHECK = waiting(PANICS, Readiness.of("never", (domain, timeout) -> {
            Object unused = domain.awaitState(DomainState.CRASHED, timeout);
        }));

        @Golden
        static final GoldenMachine CRASH =
                waiting(MemGuest.quiet().crashes(MemGuest.panic("out of coffee")), Readiness.marker(7));

        @Golden
        static final GoldenMachine END =
                waiting(MemGuest.quiet().prints("out of coffee").shutsDown(), Readiness.console("login: "));

        @Golden
        static final GoldenMachine NOT_READY = GoldenMachine.of(DomainSpec.named("sick")
                        .with(MemGuest.quiet().prints("out of coffee"))
                        .build())
                .ready(Readiness.console("login: "), Duration.ofMillis(10));

        @Golden
        static final GoldenMachine SHORT_OF_MARKS = GoldenMachine.of(DomainSpec.named("sick")
                        .with(MemGuest.quiet().prints("out of coffee").marks(8))
                        .build())
                .ready(Readiness.marker(7), Duration.ofMillis(10));

        @Golden
        static final GoldenMachine BAD_CHECK =
                waiting(MemGuest.quiet().prints("out of coffee"), Readiness.of("broken", (domain, timeout) -> {
                    throw new IOException("out of coffee");
                }));

        @Test
        void console(@Fresh("CONSOLE") Domain domain) {
            fail("ready: " + domain);
        }

        @Test
        void consoleAgain(@Fresh("CONSOLE") Domain domain) {
            fail("ready: " + domain);
        }

        @Test
        void marker(@Fresh("MARKER") Domain domain) {
            fail("ready: " + domain);
        }

        @Test
        void check(@Fresh("CHECK") Domain domain) {
            fail("ready: " + domain);
        }

        @Test
        void crash(@Fresh("CRASH") Domain domain) {
            fail("ready: " + domain);
        }

        @Test
        void end(@Fresh("END") Domain domain) {
            fail("ready: " + domain);
        }

        @Test
        void notReady(@Fresh("NOT_READY") Domain domain) {
            fail("ready: " + domain);
        }

        @Test
        void shortOfMarks(@Fresh("SHORT_OF_MARKS") Domain domain) {
            fail("ready: " + domain);
        }

        @Test
        void badCheck(@Fresh("BAD_CHECK") Domain domain) {
            fail("ready: " + domain);
        }
    }

    @Test
    void whatCannotBecomeReadyFailsAtOnceAndOnce() throws IOException {
        try (Host host = Host.open("mem:///junit-panic")) {
            Events tests = Engine.run(folder, Panics.class);
            tests.assertStatistics(count -> count.failed(9));
            for (Throwable failure : Engine.failures(tests)) {
                String message = String.valueOf(failure.getMessage());
                assertTrue(message.contains("out of coffee"), message);
                assertTrue(message.contains("'sick' did not become ready"), message);
            }
            assertEquals(8, host.as(MemHost.class).calls(MemOperation.START), "one for each golden machine");
            assertEquals(List.of(), host.domains());
            Path bundle =
                    folder.resolve("failures").resolve(Panics.class.getName().replace('$', '_') + ".crash");
            assertTrue(read(bundle, "crash.txt").contains("out of coffee"), "the golden machine's");
        }
    }

    @HvTest(uri = "mem:///junit-lacking")
    static class Lacking {

        @Golden
        static final GoldenMachine LINUX = ForkTest.shop("linux").needs(Feature.STOCK_GUESTS);

        @Golden
        static final GoldenMachine HUGE = GoldenMachine.of(
                DomainSpec.named("huge").memory(ByteSize.gib(1 << 20)).build());

        @Golden
        static final GoldenMachine PLAIN = ForkTest.shop("plain");

        @Test
        void stock(@Fresh("LINUX") Domain domain) {
            fail("it ran: " + domain);
        }

        @Test
        void huge(@Fresh("HUGE") Domain domain) {
            fail("it ran: " + domain);
        }

        @Test
        void plain(@Fresh("PLAIN") Domain domain) {
            assertTrue(domain.state().isActive());
        }
    }

    @HvTest(uri = "mem:///junit-mute?without=console")
    static class Mute {

        @Golden
        static final GoldenMachine SHOP = ForkTest.shop("shop");

        @Test
        void talks(@Fresh Domain domain) {
            fail("it ran: " + domain);
        }
    }

    @HvTest(uri = "nowhere:///")
    static class Nowhere {

        @Golden
        @SuppressWarnings("DoNotCallSuggester") // JUnit does not call it either
        static GoldenMachine never() {
            throw new AssertionError("asked for, though there is no host");
        }

        @Test
        void runs(@Fresh Domain domain) {
            fail("it ran: " + domain);
        }
    }

    @Test
    void whatNoHostCanRunIsDisabledWithTheReason() {
        EngineExecutionResults lacking = Engine.on(folder, Lacking.class).execute();
        lacking.testEvents().assertStatistics(count -> count.skipped(2).succeeded(1));
        List<String> reasons = Engine.reasons(lacking).stream().sorted().toList();
        assertTrue(reasons.get(0).contains("'huge'") && reasons.get(0).contains("memory"), reasons::toString);
        assertTrue(reasons.get(1).contains("stock-guests"), reasons::toString);
        assertTrue(reasons.get(1).contains("qemu:///system"), () -> "a remedy: " + reasons);

        List<String> mute = Engine.reasons(Engine.on(folder, Mute.class).execute());
        assertTrue(mute.get(0).contains("console"), mute::toString);

        EngineExecutionResults nowhere = Engine.on(folder, Nowhere.class).execute();
        nowhere.testEvents().assertStatistics(count -> count.started(0));
        assertTrue(
                Engine.reasons(nowhere).get(0).contains("nowhere"),
                () -> Engine.reasons(nowhere).toString());
    }

    @HvTest(uri = "mem:///junit-wrong")
    static class Wrong {

        @Golden
        static final GoldenMachine ONE = ForkTest.shop("one");

        @Golden
        static final GoldenMachine TWO = ForkTest.shop("two");

        @Test
        void whichOne(@Fresh Domain domain) {
            fail("it ran: " + domain);
        }

        @Test
        void noSuch(@Fresh("three") Domain domain) {
            fail("it ran: " + domain);
        }

        @Test
        void notAMachine(@Fresh("ONE") String domain) {
            fail("it ran: " + domain);
        }
    }

    @Test
    void whatIsWrittenWronglyIsSaid() {
        Events tests = Engine.run(folder, Wrong.class);
        tests.assertStatistics(count -> count.succeeded(0).skipped(0));
        String all = Engine.failures(tests).toString();
        assertTrue(all.contains("[ONE, TWO]"), all);
        assertTrue(all.contains("no @Golden member called 'three'"), all);
        assertTrue(all.contains("java.lang.String"), all);
    }
}
