package io.hv.kvm.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Finding;
import io.hv.Finding.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingFindingsTest {

    private static final Optional<Path> NFT = Optional.of(Path.of("/usr/sbin/nft"));
    private static final String ALL = "Name:\tjava\nCapEff:\t000001ffffffffff\n";
    private static final String ALL_BUT_NET_ADMIN = "Name:\tjava\nCapEff:\t000001ffffffefff\n";

    @TempDir
    private Path root;

    private Finding lacks(MadeUp machine, Optional<Path> program, List<String> parts) {
        Finding finding = RoutingFindings.of(machine, program);
        assertEquals("routing", finding.id());
        assertEquals(Severity.NOTE, finding.severity(), finding.toString());
        assertTrue(finding.found().contains("without " + String.join(", ", parts) + " networks"), finding.toString());
        return finding;
    }

    @Test
    void allIsThere() {
        MadeUp machine = new MadeUp(root).with("/proc/self/status", ALL).with("/dev/net/tun", "");
        Finding finding = RoutingFindings.of(machine, NFT);
        assertEquals(Severity.OK, finding.severity(), finding.toString());
        assertTrue(finding.found().startsWith("/usr/sbin/nft, "), finding.toString());
    }

    @Test
    void whatIsMissingIsNamed() {
        MadeUp machine = new MadeUp(root).with("/proc/self/status", ALL).with("/dev/net/tun", "");
        assertTrue(lacks(machine, Optional.empty(), List.of("the program nft"))
                .remedy()
                .contains("nftables"));
        Finding right =
                lacks(machine.with("/proc/self/status", ALL_BUT_NET_ADMIN), NFT, List.of("the right CAP_NET_ADMIN"));
        assertTrue(right.remedy().contains("root") && right.remedy().contains("NET_ADMIN"), right.toString());
    }

    @Test
    void inAContainerTheSettingsCannotBeWritten() {
        String mounts = "proc /proc proc rw,nosuid 0 0\nproc /proc/sys proc ro,nosuid 0 0\n";
        MadeUp machine = new MadeUp(root)
                .with("/proc/self/status", ALL)
                .with("/dev/net/tun", "")
                .with("/proc/self/mounts", mounts);
        Finding finding =
                lacks(machine, NFT, List.of("the right to write /proc/sys/net (/proc/sys is mounted read-only)"));
        assertTrue(finding.remedy().contains("--privileged"), finding.toString());
        Finding hidden = RoutingFindings.of(
                machine.with("/proc/self/mounts", mounts + "proc /proc/sys proc rw,nosuid 0 0\n"), NFT);
        assertEquals(Severity.OK, hidden.severity(), hidden.toString());
    }

    @Test
    void allOfItAtOnce() {
        Finding finding = lacks(
                new MadeUp(root),
                Optional.empty(),
                List.of("the right CAP_NET_ADMIN", "/dev/net/tun", "the program nft"));
        assertEquals(3, finding.remedy().split("; (?=run|load|install)", -1).length, finding.toString());
    }
}
