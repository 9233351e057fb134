package io.hv.kvm.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.ExecResult;
import io.hv.ExecSpec;
import io.hv.Feature;
import io.hv.Host;
import io.hv.InvalidStateException;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.EmulatedHost;
import io.hv.testkit.guest.GuestCommand;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Readiness;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** Stock Linux whose agent is waited for: booted for one command, and forked for each test. */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@EnabledIf(value = "hasAgent", disabledReason = GuestImages.INITRD_PROPERTY + ".agent names no initramfs with an agent")
@HvTest(uri = "kvm:///", shared = false)
@Timeout(900)
class StockCommandTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static boolean hasAgent() {
        return GuestImages.withAgentFromProperties().isPresent();
    }

    private static GuestImages linux() {
        return GuestImages.withAgentFromProperties().orElseThrow();
    }

    @Golden
    static GoldenMachine asked() {
        return GoldenMachine.of(DomainSpec.named("asked")
                        .memory(ByteSize.mib(192))
                        .agent()
                        .boot(linux().boot(GuestTask.AGENT, "quiet", EmulatedHost.WORDS))
                        .build())
                .needs(Feature.STOCK_GUESTS)
                .ready(Readiness.agent(), PATIENCE);
    }

    /** Each fork's own agent answers when the test begins. */
    @RepeatedTest(3)
    void aForkAnswersAtOnce(@Fresh Domain asked) {
        assertTrue(!asked.lineage().isEmpty());
        ExecResult made = asked.agent()
                .within(PATIENCE)
                .exec(ExecSpec.of("/bin/sh", "-c", "mkdir /tmp/once && echo made")
                        .timeout(PATIENCE));
        assertEquals("made\n", made.outputText(), made::errorsText);
    }

    @Test
    void oneCommandInAMachineOfItsOwn() {
        try (Host host = Host.open(OwnRoot.URI)) {
            ExecResult uname =
                    GuestCommand.run(host, linux().boot(GuestTask.AGENT, "quiet", EmulatedHost.WORDS), "uname", "-a");
            assertTrue(uname.isSuccess(), uname::errorsText);
            assertTrue(uname.outputText().startsWith("Linux "), uname::outputText);
            assertEquals(List.of(), host.domains());
            assertThrows(
                    InvalidStateException.class,
                    () -> GuestCommand.run(host, linux().boot(GuestTask.END, "quiet", EmulatedHost.WORDS), "true"),
                    "a machine that ends instead");
            assertEquals(List.of(), host.domains());
        }
    }
}
