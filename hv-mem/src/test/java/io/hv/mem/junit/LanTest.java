package io.hv.mem.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.hv.CapturableNetwork;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.Network;
import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.mem.MemGuest;
import io.hv.mem.MemHost;
import io.hv.mem.MemOperation;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Lan;
import io.hv.testkit.junit.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.Events;

/** Networks for tests: whose they are, and that nothing is left of them. */
class LanTest {

    @TempDir
    private Path folder;

    @HvTest(uri = "mem:///lan-each")
    static class Each {

        static final Queue<Network> SEEN = new ConcurrentLinkedQueue<>();

        @Lan(capture = true)
        static NetworkSpec lan() {
            return NetworkSpec.nat("lan")
                    .address(NetworkAddress.of("10.9.8.1/24"))
                    .build();
        }

        private String before = "";

        @BeforeEach
        void before(@Lan Network lan) {
            before = lan.name();
        }

        @RepeatedTest(3)
        void has(@Lan Network lan, @Lan("wan") Network wan, @Lan("lan") Network again) {
            assertTrue(lan.isActive() && wan.isActive());
            assertEquals(NetworkMode.NAT, lan.spec().mode());
            assertEquals(List.of(NetworkAddress.of("10.9.8.1/24")), lan.spec().addresses());
            assertEquals(NetworkMode.ISOLATED, wan.spec().mode());
            assertTrue(lan.name().startsWith("lan-") && wan.name().startsWith("wan-"), lan + " " + wan);
            assertEquals(lan, again);
            assertEquals(before, lan.name());
            SEEN.add(lan);
            SEEN.add(wan);
        }

        @Test
        void failsWithOne(@Lan("lan") Network lan) {
            fail("with " + lan);
        }

        @Test
        void removesIt(@Lan("lan") Network lan) {
            lan.stop();
            lan.undefine();
        }
    }

    @Test
    void eachTestHasItsOwn() {
        try (Host host = Host.open("mem:///lan-each")) {
            Each.SEEN.clear();
            Events tests = Engine.run(folder, Each.class);
            tests.assertStatistics(count -> count.succeeded(4).failed(1));
            assertTrue(Engine.failures(tests).get(0).getMessage().startsWith("with "));
            assertEquals(6, Each.SEEN.stream().map(Network::uuid).distinct().count());
            assertEquals(List.of(), host.networks());
        }
    }

    @HvTest(uri = "mem:///lan-class")
    static class OfClass {

        static final Queue<Network> SEEN = new ConcurrentLinkedQueue<>();

        @Lan(perClass = true)
        static final NetworkSpec LAN = NetworkSpec.isolated("lan").build();

        @RepeatedTest(2)
        void has(@Lan Network lan) {
            assertTrue(lan.isActive());
            SEEN.add(lan);
        }

        @Nested
        class Inner {

            @Lan
            static final NetworkSpec OWN = NetworkSpec.isolated("own").build();

            @Test
            void hasBoth(@Lan("lan") Network lan, @Lan("own") Network own) {
                assertNotEquals(lan, own);
                assertTrue(own.isActive());
                SEEN.add(lan);
            }
        }
    }

    @Test
    void aClassHasOne() {
        try (Host host = Host.open("mem:///lan-class")) {
            OfClass.SEEN.clear();
            Engine.run(folder, OfClass.class)
                    .assertStatistics(count -> count.succeeded(3).failed(0));
            assertEquals(3, OfClass.SEEN.size());
            assertEquals(1, OfClass.SEEN.stream().distinct().count());
            assertEquals(List.of(), host.networks());
        }
    }

    @HvTest(uri = "mem:///lan-bad")
    static class Bad {

        @Test
        void one(@Lan Network lan) {
            assertTrue(lan.isActive());
        }
    }

    /** What fails is told, and what can be removed is. */
    @Test
    void isRemovedWhateverFails() {
        try (Host host = Host.open("mem:///lan-bad")) {
            for (MemOperation step : List.of(MemOperation.NETWORK_START, MemOperation.NETWORK_STOP)) {
                host.as(MemHost.class).fail(step, 1, MemHost.failure("out of cables"));
                Events tests = Engine.run(folder, Bad.class);
                tests.assertStatistics(count -> count.failed(1));
                assertTrue(told(tests).contains("out of cables"), () -> told(tests));
                assertEquals(List.of(), host.networks(), step::toString);
            }
        }
    }

    /** The failures' messages, those of what is behind them too. */
    private static String told(Events tests) {
        StringBuilder all = new StringBuilder();
        Engine.failures(tests).forEach(failure -> tell(failure, all));
        return all.toString();
    }

    private static void tell(Throwable failure, StringBuilder all) {
        all.append(failure.getMessage()).append('\n');
        if (failure.getCause() != null) {
            tell(failure.getCause(), all);
        }
        List.of(failure.getSuppressed()).forEach(each -> tell(each, all));
    }

    @HvTest(uri = "mem:///lan-other")
    static class OtherType {

        @Test
        void needsMore(@Lan CapturableNetwork lan) {
            fail("it ran: " + lan);
        }

        @Golden
        static final GoldenMachine PLUGGED = GoldenMachine.of(DomainSpec.named("plugged")
                .with(MemGuest.quiet())
                .nic(NicSpec.on("lan"))
                .build());

        @Golden
        static final GoldenMachine ASKED = GoldenMachine.of(
                        DomainSpec.named("asked").with(MemGuest.quiet()).build())
                .ready(Readiness.agent(), Duration.ofDays(1));

        @Test
        void needsCards(@Lan Network lan, @Fresh("PLUGGED") Domain plugged) {
            fail("it ran: " + plugged);
        }

        @Test
        void needsAnAgent(@Fresh("ASKED") Domain asked) {
            fail("it ran: " + asked);
        }
    }

    @HvTest(uri = "mem:///lan-class-without?without=networks")
    static class ClassWithout {

        @Lan(perClass = true)
        static final NetworkSpec LAN = NetworkSpec.isolated("lan").build();

        @Test
        void needsIt() {
            fail("it ran");
        }
    }

    @Test
    void aNetworkOfAClassThatTheHostLacksIsTheReasonToo() {
        EngineExecutionResults results = Engine.on(folder, ClassWithout.class).execute();
        results.testEvents().assertStatistics(count -> count.skipped(1).failed(0));
        results.containerEvents().assertStatistics(count -> count.failed(0));
        String reason = String.join("", Engine.reasons(results));
        assertTrue(reason.contains("networks"), reason);
    }

    @HvTest(uri = "mem:///lan-without?without=networks")
    static class Without extends Bad {}

    @Test
    void whatTheHostLacksIsTheReason() {
        EngineExecutionResults other = Engine.on(folder, OtherType.class).execute();
        other.testEvents().assertStatistics(count -> count.aborted(1).skipped(2).succeeded(0));
        String aborted = other.testEvents()
                .aborted()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result ->
                        String.valueOf(result.getThrowable().orElseThrow().getMessage()))
                .collect(Collectors.joining());
        assertTrue(aborted.contains("CapturableNetwork"), aborted);
        List<String> reasons = Engine.reasons(other).stream().sorted().toList();
        assertTrue(reasons.get(0).contains("'asked'") && reasons.get(0).contains("agent"), reasons::toString);
        assertTrue(reasons.get(1).contains("'plugged'") && reasons.get(1).contains("nic"), reasons::toString);
        String without =
                String.join("", Engine.reasons(Engine.on(folder, Without.class).execute()));
        assertTrue(without.contains("networks"), without);
    }

    @HvTest(uri = "mem:///lan-wrong")
    static class Wrong {

        @Lan
        static final NetworkSpec ONE = NetworkSpec.isolated("one").build();

        @Lan
        static final NetworkSpec TWO = NetworkSpec.isolated("two").build();

        @Test
        void whichOne(@Lan Network lan) {
            fail("it ran: " + lan);
        }

        @Test
        void ofNoClass(@Lan(value = "one", perClass = true) Network lan) {
            fail("it ran: " + lan);
        }
    }

    @HvTest(uri = "mem:///lan-wrong")
    static class Named {

        @Lan("lan")
        static final NetworkSpec LAN = NetworkSpec.isolated("lan").build();

        @Test
        void runs() {
            fail("it ran");
        }
    }

    @HvTest(uri = "mem:///lan-wrong")
    static class NoSpec {

        @Lan
        static final String LAN = "lan";

        @Test
        void runs() {
            fail("it ran");
        }
    }

    @Test
    void whatIsWrittenWronglyIsSaid() {
        Events wrong = Engine.run(folder, Wrong.class);
        wrong.assertStatistics(count -> count.succeeded(0).failed(2));
        Set<String> words = Set.of("[one, two]", "perClass");
        words.forEach(word -> assertTrue(told(wrong).contains(word), () -> told(wrong)));
        Events named = Engine.on(folder, Named.class).execute().allEvents();
        assertTrue(told(named).contains("leave the name out"), () -> told(named));
        Events noSpec = Engine.on(folder, NoSpec.class).execute().allEvents();
        assertTrue(told(noSpec).contains("gives no NetworkSpec"), () -> told(noSpec));
    }
}
