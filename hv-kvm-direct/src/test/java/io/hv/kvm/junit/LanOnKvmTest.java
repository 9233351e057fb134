package io.hv.kvm.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.hv.Domain;
import io.hv.Host;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.net.ProgramPort;
import io.hv.kvm.net.gateway.Gateway;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Lan;
import io.hv.testkit.junit.Readiness;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** Networks for tests on a host with machines: who is plugged in, what is captured, and what a failure leaves. */
@RequiresKvm
class LanOnKvmTest {

    @TempDir
    private Path folder;

    /** A frame for all with that text in it, from a program at a port of its own. */
    private static void say(KvmNetwork lan, String text) {
        byte[] frame = new byte[64];
        Arrays.fill(frame, 0, 6, (byte) 0xff);
        frame[6] = 2;
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, frame, 14, bytes.length);
        try (ProgramPort port = lan.connect("probe", (from, received) -> {})) {
            port.send(frame);
        }
    }

    @HvTest(uri = "kvm:///")
    static class Captured {

        @Lan(capture = true)
        static final NetworkSpec LAN = NetworkSpec.isolated("lan").build();

        @Golden
        static final GoldenMachine PLUGGED =
                EchoMachine.golden(EchoMachine.named("plugged").nic(NicSpec.on("lan")));

        @Golden
        static final GoldenMachine PLAIN = EchoMachine.golden(EchoMachine.named("plain"));

        @Test
        void fails(
                @Lan KvmNetwork lan,
                @Fresh("PLUGGED") Domain one,
                @Fresh("PLUGGED") Domain two,
                @Fresh("PLAIN") Domain plain) {
            assertTrue(one.lineage().isEmpty(), "it was booted");
            assertTrue(!plain.lineage().isEmpty(), "it was forked");
            assertNotEquals(
                    lan.portsOf(one.name()).get(0).name(),
                    lan.portsOf(two.name()).get(0).name());
            assertNotEquals(one.spec().nics(), two.spec().nics());
            say(lan, "the end is near");
            fail("of its own");
        }

        @Test
        void passes(@Lan KvmNetwork lan) {
            say(lan, "all is well");
            assertEquals(List.of(), lan.ports(), "nobody's but the probe's, which is gone");
        }
    }

    @Test
    void aFailureKeepsWhatItsNetworkCarried() throws IOException {
        Set<Path> before = temporary();
        try (Host host = Host.open("kvm:///")) {
            EngineExecutionResults results = run(Captured.class);
            results.testEvents().assertStatistics(count -> count.failed(1).succeeded(1));
            Throwable failure = failures(results).get(0);
            assertEquals("of its own", failure.getMessage());
            Path bundle = folder.resolve(Captured.class.getName().replace('$', '_') + ".fails");
            Path kept = bundle.resolve("lan.pcapng");
            String told = String.valueOf(failure.getSuppressed()[0].getMessage());
            assertTrue(told.contains(bundle.toUri().toString()) && told.contains("[lan]"), told);
            assertTrue(Files.readString(kept, StandardCharsets.ISO_8859_1).contains("the end is near"));
            try (Stream<Path> parts = Files.list(bundle)) {
                assertEquals(4, parts.count(), "three machines beside it");
            }
            assertEquals(List.of(kept.toString()), captures(results));
            assertEquals(before, temporary(), "files of captures");
            assertEquals(List.of(), host.networks());
        }
        try (Stream<Path> bundles = Files.list(folder)) {
            assertEquals(1, bundles.filter(each -> !each.endsWith("templates")).count(), "of the failure only");
        }
    }

    @HvTest(uri = "kvm:///")
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OfClass {

        static final Set<UUID> SEEN = ConcurrentHashMap.newKeySet();

        @Lan(perClass = true)
        static final NetworkSpec LAN = NetworkSpec.isolated("lan").build();

        @Test
        void first(@Lan(capture = true) KvmNetwork lan, @Lan Network same) {
            SEEN.add(same.uuid());
            say(lan, "nobody shall know");
        }

        @Test
        void second(@Lan(capture = true) KvmNetwork lan, @Lan Network same) {
            SEEN.add(same.uuid());
            say(lan, "the end is near");
            fail("of its own");
        }
    }

    /** The network is the class's, and the capture the test's. */
    @Test
    void aCaptureHasOneTestOnly() throws IOException {
        OfClass.SEEN.clear();
        EngineExecutionResults results = run(OfClass.class);
        results.testEvents().assertStatistics(count -> count.failed(1).succeeded(1));
        assertEquals(1, OfClass.SEEN.size());
        String kept = Files.readString(Path.of(captures(results).get(0)), StandardCharsets.ISO_8859_1);
        assertTrue(kept.contains("the end is near") && !kept.contains("nobody shall know"));
    }

    private static Set<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("hv-lan-"))
                    .collect(Collectors.toSet());
        }
    }

    /** What was published as files of captures. */
    private static List<String> captures(EngineExecutionResults results) {
        return results.allEvents()
                .filter(event -> event.getType() == EventType.REPORTING_ENTRY_PUBLISHED)
                .map(event -> event.getRequiredPayload(ReportEntry.class))
                .flatMap(entry -> Stream.ofNullable(entry.getKeyValuePairs().get("hv.capture")))
                .toList();
    }

    @HvTest(uri = "kvm:///")
    static class Wrong {

        @Golden
        static final GoldenMachine FIXED = EchoMachine.golden(
                EchoMachine.named("fixed").nic(NicSpec.on("lan").mac(MacAddress.parse("52:54:00:00:00:01"))));

        @Golden
        static final GoldenMachine DEAF =
                EchoMachine.golden(EchoMachine.named("deaf").agent()).ready(Readiness.agent(), Duration.ofSeconds(1));

        @Test
        void oneHasTheAddress(@Lan KvmNetwork lan, @Fresh("FIXED") Domain one) {
            assertEquals(one.name() + "/52:54:00:00:00:01", lan.ports().get(0).name());
        }

        @Test
        void twoCannotHaveIt(@Lan KvmNetwork lan, @Fresh("FIXED") Domain one, @Fresh("FIXED") Domain two) {
            fail("it ran: " + lan);
        }

        @Test
        void noAgent(@Fresh("DEAF") Domain deaf) {
            fail("it ran: " + deaf);
        }
    }

    @HvTest(uri = "kvm:///")
    static class TooLong {

        @Lan
        static final NetworkSpec LAN = NetworkSpec.nat("lan")
                .address(NetworkAddress.of("10.9.8.1/24"))
                .mtu(Gateway.MOST_MTU + 1)
                .build();

        @Test
        void reachesTheWorld(@Lan KvmNetwork lan) {
            fail("it ran: " + lan);
        }
    }

    @Test
    void whatCannotBeIsSaid() {
        EngineExecutionResults results = run(Wrong.class);
        results.testEvents().assertStatistics(count -> count.failed(2).succeeded(1));
        String told = failures(results).stream().map(String::valueOf).sorted().collect(Collectors.joining("\n"));
        assertTrue(told.contains("two machines of one test") && told.contains("52:54:00:00:00:01"), told);
        assertTrue(told.contains("waited PT1S for the agent of 'deaf-golden-"), told);
        assertTrue(told.contains("echo ready"), () -> "the console's end: " + told);

        List<String> skipped = run(TooLong.class)
                .testEvents()
                .skipped()
                .map(event -> event.getRequiredPayload(String.class))
                .toList();
        assertEquals(1, skipped.size());
        String reason = skipped.get(0);
        assertTrue(reason.contains("'lan'") && reason.contains(Gateway.MOST_MTU + " bytes at most"), reason);
    }

    private EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter(
                        "hv.templates", folder.resolve("templates").toString())
                .configurationParameter("hv.failures", folder.toString())
                .execute();
    }

    private static List<Throwable> failures(EngineExecutionResults results) {
        return results.testEvents()
                .failed()
                .map(LanOnKvmTest::result)
                .map(result -> result.getThrowable().orElseThrow())
                .toList();
    }

    private static TestExecutionResult result(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class);
    }
}
