package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Content;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.net.LinkFaults;
import io.hv.kvm.net.NetworkPort;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import io.hv.testkit.guest.Initramfs;
import io.hv.testkit.guest.StockKernel;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Lan;
import io.hv.testkit.junit.Readiness;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** Redis with two replicas in three machines, on a network with a bad cable that then falls apart, and is mended. */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@EnabledIf(
        value = "isInstalled",
        disabledReason = "redis-server, redis-cli or qemu-ga is not installed here:"
                + " apt-get install redis-server qemu-guest-agent")
@HvTest(uri = "kvm:///")
@Timeout(600)
class ReplicationTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    // program
    @Lan(capture = true)
    static final NetworkSpec LAN = NetworkSpec.isolated("lan").build();

    @Golden
    static GoldenMachine node() {
        return GoldenMachine.of(DomainSpec.named("node")
                        .memory(ByteSize.mib(192))
                        .agent()
                        .nic(NicSpec.on("lan"))
                        .boot(images().boot(GuestTask.AGENT, "quiet", "mitigations=off", "nohz=off"))
                        .build())
                .needs(Feature.STOCK_GUESTS)
                .ready(Readiness.agent(), PATIENCE);
    }

    @Test
    void replicasCatchUp(@Lan KvmNetwork lan, @Fresh Domain one, @Fresh Domain two, @Fresh Domain three) {
        Redis primary = Redis.start(one, "10.9.8.1", PATIENCE);
        Redis near = Redis.start(two, "10.9.8.2", PATIENCE, "--replicaof", primary.address(), "6379");
        Redis far = Redis.start(three, "10.9.8.3", PATIENCE, "--replicaof", primary.address(), "6379");
        for (Redis each : List.of(near, far)) {
            each.awaitAnswer("master_link_status:up", "info replication");
        }

        // A cable loses every fifth frame, in each direction: TCP sends again, and all arrives.
        NetworkPort cable = lan.portsOf(three.name()).get(0);
        cable.faults(LinkFaults.none().loss(0.2).seed(7));
        String write = "eval \"for i = 1, 40 do redis.call('set', 'key' .. i, string.rep('x', 1000)) end\" 0";
        List<String> written = primary.ask(write, "wait 2 " + PATIENCE.toMillis());
        assertEquals("2", written.get(written.size() - 1), "so many replicas have it");
        assertEquals(List.of("40"), far.ask("dbsize"));
        assertTrue(cable.statistics().lost() > 0, cable.statistics()::toString);
        cable.faults(LinkFaults.none());

        // The network falls apart. No guest sees its carrier go: they find out by themselves.
        lan.partition(List.of(lan.portsOf(three.name())));
        assertEquals(List.of("OK", "1"), primary.ask("set news yes", "wait 1 " + PATIENCE.toMillis()));
        far.awaitAnswer("master_link_status:down", "info replication");
        primary.awaitAnswer("connected_slaves:1", "info replication");
        assertEquals(List.of("yes"), near.ask("get news"));
        assertNotEquals(List.of("yes"), far.ask("get news"));
        assertNotEquals(0, cable.statistics().blocked());

        lan.heal();
        far.awaitAnswer("master_link_status:up", "info replication");
        far.awaitAnswer("yes", "get news");
        primary.awaitAnswer("connected_slaves:2", "info replication");
    }

    /** A distribution's kernel, busybox, and this machine's own agent and Redis, with the libraries that they need. */
    private static GuestImages images() {
        Path kernel = Path.of(System.getProperty(GuestImages.KERNEL_PROPERTY, ""));
        Initramfs initramfs = StockKernel.at(kernel.resolveSibling(""))
                .initramfs(Path.of("/bin/busybox"))
                .program("/bin/qemu-ga", installed("qemu-ga").orElseThrow())
                .program("/bin/redis-server", installed("redis-server").orElseThrow())
                .program("/bin/redis-cli", installed("redis-cli").orElseThrow())
                .build();
        return GuestImages.of(Content.file(HostPath.of(kernel)), Content.bytes(initramfs.archive()));
    }
    // end

    private static Optional<Path> installed(String program) {
        return Stream.of("/usr/bin", "/usr/sbin")
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static boolean isInstalled() {
        return Stream.of("qemu-ga", "redis-server", "redis-cli")
                .allMatch(program -> installed(program).isPresent());
    }
}
