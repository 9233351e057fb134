package io.hv.mem.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.Host;
import io.hv.TransientDomain;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A golden machine is booted once, and each test has a machine of its own. */
class ForkTest {

    private static final Duration PATIENCE = Patience.forWhatMustHappen();
    private static final int MANY = 50;

    /** A guest with a login. */
    static GoldenMachine shop(String name) {
        return GoldenMachine.of(DomainSpec.named(name)
                        .with(MemGuest.quiet()
                                .prints("booting\nlogin: ")
                                .echoes()
                                .answers("root", "\n# ")
                                .answers("ls", "nothing\n# "))
                        .build())
                .ready(Readiness.console("login: "), PATIENCE)
                .types("root\n")
                .expects("# ", PATIENCE);
    }

    @TempDir
    private Path templates;

    @BeforeEach
    void clear() {
        Three.SEEN.clear();
        Many.SEEN.clear();
    }

    @HvTest(uri = "mem:///junit-three")
    static class Three {

        static final Queue<TransientDomain> SEEN = new ConcurrentLinkedQueue<>();

        @Golden
        static GoldenMachine shop() {
            return ForkTest.shop("shop");
        }

        private void use(TransientDomain domain) {
            SEEN.add(domain);
            MemDomain guest = domain.as(MemDomain.class);
            assertEquals("root\n", guest.typed(), "another test has typed here, or nobody has logged in");
            assertEquals(DomainState.RUNNING, domain.state());
            assertFalse(domain.lineage().isEmpty(), "it was booted");
            try (var console = domain.console().open(io.hv.Console.From.NOW)) {
                console.send("ls\n");
                String unused = console.expect("nothing", PATIENCE);
            }
        }

        @Test
        void one(@Fresh TransientDomain domain) {
            use(domain);
        }

        @Test
        void another(@Fresh TransientDomain domain) {
            use(domain);
        }

        @Test
        void two(@Fresh TransientDomain first, @Fresh("shop") Domain second) {
            use(first);
            assertNotEquals(first, second);
            assertTrue(first.name().startsWith("shop-"), first.name());
        }
    }

    @Test
    void bootsOnceAndForksForEach() {
        try (Host host = Host.open("mem:///junit-three")) {
            Engine.run(templates, Three.class)
                    .assertStatistics(count -> count.succeeded(3).failed(0));
            MemHost mem = host.as(MemHost.class);
            assertEquals(1, mem.calls(MemOperation.START));
            assertEquals(1, mem.calls(MemOperation.SAVE));
            assertEquals(List.of(), host.domains(), "every machine was closed");
            assertEquals(3, Three.SEEN.stream().map(Domain::uuid).distinct().count());
        }
    }

    @Test
    void aTemplateServesTheNextRun() {
        try (Host host = Host.open("mem:///junit-three")) {
            Engine.run(templates, Three.class).assertStatistics(count -> count.succeeded(3));
            Engine.run(templates, Three.class).assertStatistics(count -> count.succeeded(3));
            assertEquals(1, host.as(MemHost.class).calls(MemOperation.START));
        }
        // The host's files are gone with it.
        try (Host host = Host.open("mem:///junit-three")) {
            Engine.run(templates, Three.class).assertStatistics(count -> count.succeeded(3));
            assertEquals(1, host.as(MemHost.class).calls(MemOperation.START));
        }
    }

    @Test
    void aDamagedTemplateIsMadeAnew() {
        try (Host host = Host.open("mem:///junit-three")) {
            MemHost mem = host.as(MemHost.class);
            Engine.run(templates, Three.class).assertStatistics(count -> count.succeeded(3));
            mem.fail(MemOperation.RESTORE, 1, MemHost.failure("a page is damaged"));
            Engine.run(templates, Three.class).assertStatistics(count -> count.succeeded(3));
            assertEquals(2, mem.calls(MemOperation.START));
            assertEquals(2, mem.calls(MemOperation.SAVE));
        }
    }

    /** The second restoration of a run is that of its first test. */
    @Test
    void aTemplateThatGoesWhileItIsUsedIsMadeAnew() {
        try (Host host = Host.open("mem:///junit-three")) {
            MemHost mem = host.as(MemHost.class);
            Engine.run(templates, Three.class).assertStatistics(count -> count.succeeded(3));
            mem.fail(MemOperation.RESTORE, 2, MemHost.failure("removed"));
            mem.fail(MemOperation.RESTORE, 3, MemHost.failure("removed"));
            Engine.run(templates, Three.class).assertStatistics(count -> count.succeeded(3));
            assertEquals(2, mem.calls(MemOperation.START));
        }
    }

    /** What cannot be saved stands still in this process. */
    @Test
    void aRefusedSaveIsNoFailure() {
        try (Host host = Host.open("mem:///junit-three")) {
            MemHost mem = host.as(MemHost.class);
            mem.fail(MemOperation.SAVE, 1, MemHost.failure("a device has no state"));
            Engine.run(templates, Three.class).assertStatistics(count -> count.succeeded(3));
            assertEquals(1, mem.calls(MemOperation.START));
            assertEquals(List.of(), host.domains(), "the golden machine too was closed");
        }
    }

    @HvTest(uri = "mem:///junit-three")
    static class ThreeMore {

        @Golden
        static GoldenMachine another() {
            return shop("shop");
        }

        @Test
        void sharesTheTemplate(@Fresh Domain domain) {
            assertEquals("root\n", domain.as(MemDomain.class).typed());
        }
    }

    /** Equal machines are one, whoever gives them. */
    @Test
    void classesShareWhatIsEqual() {
        try (Host host = Host.open("mem:///junit-three")) {
            Engine.run(templates, Three.class, ThreeMore.class)
                    .assertStatistics(count -> count.succeeded(4).failed(0));
            assertEquals(1, host.as(MemHost.class).calls(MemOperation.START));
        }
    }

    @HvTest(uri = "mem:///junit-many")
    static class Many {

        static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

        @Golden
        static final GoldenMachine SHOP = shop("shop");

        @RepeatedTest(MANY)
        void each(@Fresh Domain domain) {
            assertTrue(SEEN.add(domain.name()));
            assertEquals("root\n", domain.as(MemDomain.class).typed());
            domain.destroy();
        }
    }

    @Test
    void manyAtOnce() {
        try (Host host = Host.open("mem:///junit-many")) {
            Engine.testsOf(Engine.on(templates, Many.class)
                            .configurationParameters(Map.of(
                                    "junit.jupiter.execution.parallel.enabled", "true",
                                    "junit.jupiter.execution.parallel.mode.default", "concurrent",
                                    "junit.jupiter.execution.parallel.config.strategy", "fixed",
                                    "junit.jupiter.execution.parallel.config.fixed.parallelism", "8"))
                            .execute())
                    .assertStatistics(count -> count.succeeded(MANY).failed(0));
            assertEquals(1, host.as(MemHost.class).calls(MemOperation.START));
            assertEquals(MANY, Many.SEEN.size());
            assertEquals(List.of(), host.domains());
        }
    }

    @HvTest(uri = "mem:///junit-unshared", shared = false)
    static class Unshared extends Three {}

    @HvTest(uri = "mem:///junit-no-save?without=save")
    static class WithoutSave extends Three {}

    @HvTest(uri = "mem:///junit-running?without=save,suspend")
    static class WithoutSuspend extends Three {}

    /** Where there are no files, or are not to be, each process has its own golden machine. */
    @Test
    void keepsItInTheProcess() {
        for (Class<?> tests : List.of(Unshared.class, WithoutSave.class, WithoutSuspend.class)) {
            try (Host host = Host.open(tests.getAnnotation(HvTest.class).uri())) {
                Engine.run(templates, tests)
                        .assertStatistics(count -> count.succeeded(3).failed(0));
                MemHost mem = host.as(MemHost.class);
                assertEquals(1, mem.calls(MemOperation.START), tests::toString);
                assertEquals(0, mem.calls(MemOperation.SAVE), tests::toString);
                assertEquals(List.of(), host.domains());
            }
        }
    }

    @HvTest(uri = "mem:///junit-poor?without=save,clone-live")
    static class Poor {

        @Golden
        static GoldenMachine shop() {
            return ForkTest.shop("shop");
        }

        @RepeatedTest(5)
        void each(@Fresh Domain domain) {
            assertEquals("root\n", domain.as(MemDomain.class).typed());
            assertTrue(domain.lineage().isEmpty());
            assertFalse(domain.supports(Feature.CLONE_LIVE).isSupported());
        }
    }

    @Test
    void bootsForEachWhereNothingElseIsPossible() {
        try (Host host = Host.open(Poor.class.getAnnotation(HvTest.class).uri())) {
            Engine.run(templates, Poor.class)
                    .assertStatistics(count -> count.succeeded(5).failed(0));
            assertEquals(5, host.as(MemHost.class).calls(MemOperation.START));
            assertEquals(List.of(), host.domains());
        }
    }

    @HvTest(uri = "mem:///junit-several")
    static class Several {

        @Golden
        static GoldenMachine quiet() {
            return GoldenMachine.of(
                    DomainSpec.named("quiet").with(MemGuest.quiet()).build());
        }

        @Golden
        static final GoldenMachine LOUD = shop("loud");

        private String before = "";

        @BeforeEach
        void before(@Fresh("quiet") Domain domain) {
            before = domain.name();
        }

        @Test
        void eachHasItsName(@Fresh("LOUD") Domain loud, @Fresh("quiet") Domain quiet) {
            assertTrue(loud.name().startsWith("loud-"), loud.name());
            assertTrue(quiet.name().startsWith("quiet-"), quiet.name());
            assertNotEquals(before, quiet.name());
        }

        @Nested
        class Inner {

            @Test
            void hasThoseOfItsOuterClass(@Fresh("LOUD") Domain loud) {
                assertTrue(loud.name().startsWith("loud-"), loud.name());
                assertTrue(before.startsWith("quiet-"), before);
            }
        }
    }

    @Test
    void severalAreToldApartByName() {
        Engine.run(templates, Several.class)
                .assertStatistics(count -> count.succeeded(2).failed(0));
    }
}
