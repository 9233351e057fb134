package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.DomainSpec;
import io.hv.ExecResult;
import io.hv.ExecSpec;
import io.hv.Host;
import io.hv.InvalidStateException;
import io.hv.testkit.contract.GuestKind;
import io.hv.testkit.guest.GuestCommand;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One command in a machine of its own, on QEMU by libvirt. */
@Tag("libvirtd")
class GuestCommandTest {

    private final QemuBackend backend = new QemuBackend();

    @Test
    void aMachineIsThereForOneCommand() throws Exception {
        assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElse(""));
        Optional<DomainSpec> spec = backend.guest(GuestKind.AGENT, "asked");
        assumeTrue(spec.isPresent(), "no guest with an agent was made for the tests");
        DomainSpec asked = spec.orElseThrow();
        try (PrivateLibvirtd daemon = PrivateLibvirtd.start();
                Host host = Host.open(daemon.uri())) {
            ExecResult uname = GuestCommand.run(host, asked, ExecSpec.of("uname", "-a"), backend.patience());
            assertTrue(uname.isSuccess(), uname::errorsText);
            assertTrue(uname.outputText().startsWith("Linux "), uname::outputText);
            assertEquals(List.of(), host.domains());

            ExecSpec fails = ExecSpec.of("/bin/sh", "-c", "echo no >&2; exit 7").timeout(backend.patience());
            ExecResult failed = GuestCommand.run(host, asked, fails, backend.patience());
            assertEquals(7, failed.exitCode().orElseThrow());
            assertEquals("no\n", failed.errorsText());
            assertEquals(List.of(), host.domains());

            GuestImages linux = GuestImages.withAgentFromProperties().orElseThrow();
            DomainSpec ends = asked.edit(change -> change.boot(linux.boot(GuestTask.END, "quiet")));
            InvalidStateException ended = assertThrows(
                    InvalidStateException.class, () -> GuestCommand.run(host, ends, fails, backend.patience()));
            assertTrue(String.valueOf(ended.getMessage()).contains("the agent"), ended::toString);
            assertEquals(List.of(), host.domains());

            ExecSpec last = ExecSpec.of("/bin/sh", "-c", "echo o >/proc/sysrq-trigger; sleep 3600")
                    .timeout(backend.patience());
            InvalidStateException off = assertThrows(
                    InvalidStateException.class, () -> GuestCommand.run(host, asked, last, backend.patience()));
            assertTrue(String.valueOf(off.getMessage()).contains("the end of '/bin/sh'"), off::toString);
            assertEquals(List.of(), host.domains());
        }
    }
}
