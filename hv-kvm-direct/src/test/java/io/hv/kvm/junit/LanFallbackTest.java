package io.hv.kvm.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.NicSpec;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.KvmOptions;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Lan;
import io.hv.testkit.junit.Readiness;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Machines that cannot be forked, on a network or not, are booted; why is said once. */
@RequiresKvm
class LanFallbackTest {

    @TempDir
    private Path folder;

    private static DomainSpec.Builder onLan(String name) {
        return EchoMachine.named(name).nic(NicSpec.on("lan"));
    }

    @HvTest(uri = "kvm:///")
    static class NoAgent {

        @Golden
        static final GoldenMachine MUTE = EchoMachine.golden(onLan("mute"));

        @RepeatedTest(3)
        void isBooted(@Lan KvmNetwork lan, @Fresh Domain one, @Fresh Domain two) {
            assertEquals(List.of(), one.lineage());
            assertEquals(2, lan.ports().size());
            assertEquals(lan.portsOf(two.name()).get(0), lan.ports().get(1));
        }
    }

    @Test
    void withoutAnAgentNobodyKnows() {
        List<String> told = told(() -> run(NoAgent.class).assertStatistics(count -> count.succeeded(3)));
        assertEquals(1, told.size(), told::toString);
        assertTrue(told.get(0).contains("'mute' is booted") && told.get(0).contains("no agent"), told::toString);
    }

    @HvTest(uri = "kvm:///")
    static class Deaf {

        @Golden
        static final GoldenMachine DEAF =
                GoldenMachine.of(onLan("deaf").agent().build()).ready(Readiness.agent(), Duration.ofSeconds(1));

        @RepeatedTest(2)
        void fails(@Lan KvmNetwork lan, @Fresh Domain deaf) {
            fail("it ran: " + deaf + lan);
        }
    }

    /** It could be that it needs what is on the test's network: that is tried, and tells. */
    @Test
    void whatIsNotReadyAloneIsBooted() {
        try (Host host = Host.open("kvm:///")) {
            List<String> told = told(() -> {
                Events tests = run(Deaf.class);
                tests.assertStatistics(count -> count.failed(2));
                tests.failed()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                        .map(result -> String.valueOf(result.getThrowable().orElseThrow()))
                        .forEach(failure -> assertTrue(failure.contains("waited PT1S for the agent"), failure));
            });
            assertEquals(1, told.size(), told::toString);
            assertTrue(told.get(0).contains("not become ready on a network of its own"), told::toString);
            assertEquals(List.of(), host.networks());
            assertEquals(List.of(), host.domains());
        }
    }

    @HvTest(uri = "kvm:///")
    static class Sharing {

        @TempDir
        static Path shared;

        /** Nobody knows what its guest has open there. */
        @Golden
        static GoldenMachine sharing() {
            return EchoMachine.golden(
                    EchoMachine.named("sharing").with(KvmOptions.defaults().share("data", HostPath.of(shared), true)));
        }

        @RepeatedTest(2)
        void isBooted(@Fresh Domain sharing) {
            assertEquals(List.of(), sharing.lineage());
        }
    }

    @Test
    void whatCannotBeClonedIsBooted() {
        run(Sharing.class).assertStatistics(count -> count.succeeded(2));
    }

    private Events run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter(
                        "hv.templates", folder.resolve("templates").toString())
                .configurationParameter("hv.failures", folder.toString())
                .execute()
                .testEvents();
    }

    /** What is logged meanwhile of machines that are not forked. */
    private static List<String> told(Runnable work) {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                String message = MessageFormat.format(entry.getMessage(), entry.getParameters());
                if (message.contains("not forked")) {
                    told.add(message);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.hv.testkit");
        logger.addHandler(handler);
        try {
            work.run();
        } finally {
            logger.removeHandler(handler);
        }
        return List.copyOf(told);
    }
}
