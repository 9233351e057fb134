package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.Host;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hv run --exec}, {@code hv exec}, {@code cp} and {@code net} with a stock Linux and its agent. */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(900)
class StockShellTest {

    /** Where the processor is emulated: clocks are rough, and it may sleep over an interrupt. */
    private static final String EMULATED = "quiet no_timer_check tsc=reliable mitigations=off nohz=off";

    @TempDir
    private Path folder;

    private String uri = "";

    @BeforeEach
    void hasImages() {
        assumeTrue(
                GuestImages.withAgentFromProperties().isPresent(),
                GuestImages.INITRD_PROPERTY + ".agent names no initramfs with an agent");
        uri = "kvm:///embed?root=" + folder.resolve("definitions");
    }

    private String[] linux(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "run",
                "--uri",
                uri,
                "--memory",
                "192MiB",
                "--kernel",
                System.getProperty(GuestImages.KERNEL_PROPERTY),
                "--initrd",
                System.getProperty(GuestImages.INITRD_PROPERTY + ".agent"),
                "--append",
                GuestTask.AGENT.word() + " " + EMULATED,
                "--agent-within",
                "300"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void aMachineDoesItsWorkAndEnds() throws Exception {
        Path out = folder.resolve("out");
        Path in = Files.writeString(folder.resolve("in"), "from the host\n");
        Typed typed = Typed.hv(linux(
                "--copy-in",
                in + ":/tmp/in",
                "--exec",
                "cat /tmp/in; echo to the host >/tmp/out",
                "--exec",
                "echo why >&2; exit 7",
                "--exec",
                "echo never",
                "--copy-out",
                "/tmp/out:" + out));
        assertEquals(new Typed(7, "from the host\n", "why\n"), typed);
        assertEquals("to the host\n", Files.readString(out));
    }

    @Test
    void anotherTerminalReachesARunningMachine() throws Exception {
        Files.writeString(folder.resolve("file"), "from another terminal\n");
        Path all = folder.resolve("all.pcapng");
        try (Host host = Host.open(uri);
                OtherTerminal other = OtherTerminal.run(
                        uri,
                        folder.resolve("hv"),
                        linux(
                                "--name",
                                "web",
                                "--agent",
                                "--console",
                                "none",
                                "--net",
                                "lan,address=10.9.8.1/24",
                                "--capture",
                                all.toString()))) {
            host.domain("web").agent().awaitReady(Duration.ofMinutes(5));
            assertEquals(
                    0,
                    Typed.in(folder, "cp", "--answer", "180", "file", "web:/tmp/")
                            .status());
            assertEquals(new Typed(4, "from another terminal\n", ""), exec("cat /tmp/file; exit 4"));

            assertEquals(
                    0,
                    exec("ip addr add 10.9.8.2/24 dev eth0 && ip link set eth0 up")
                            .status());
            assertEquals(0, exec("ping -c 3 -W 5 10.9.8.1").status(), "the host answers");
            assertEquals(0, Typed.hv("net", "faults", "web", "loss=100%").status());
            assertEquals(1, exec("ping -c 2 -W 2 10.9.8.1").status(), "all is lost");
            assertEquals(0, Typed.hv("net", "faults", "web", "none").status());
            assertEquals(0, exec("ping -c 2 -W 5 10.9.8.1").status(), "the host answers again");
            String card = Typed.hv("net", "list", "web").out().split("\n", -1)[1];
            String lost = card.substring(card.lastIndexOf(' ') + 1);
            assertTrue(Integer.parseInt(lost) >= 2, () -> "lost: " + lost);
            assertEquals(1, other.ended().status());
        }
        assertTrue(Files.size(all) > 500, "more than seven pings and their answers");
    }

    private static Typed exec(String command) {
        return Typed.hv("exec", "--timeout", "180", "web", "sh", "-c", command);
    }
}
