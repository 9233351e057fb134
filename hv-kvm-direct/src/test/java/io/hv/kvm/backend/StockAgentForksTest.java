package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.ExecSpec;
import io.hv.Host;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.TransientDomain;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.EmulatedHost;
import io.hv.kvm.measure.Evidence;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * A stock Linux with an agent and a network card is forked while it runs: how long it is from there to the answer of a fork's
 * first program, beside a boot's. How many forks is a matter of the property {@code hv.agent.forks}.
 */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(3000)
class StockAgentForksTest {

    private static final int FORKS = Integer.getInteger("hv.agent.forks", 2);
    private static final MacAddress MAC = MacAddress.parse("52:54:00:00:00:01");

    private static DomainSpec spec(String name) {
        Optional<GuestImages> images = GuestImages.withAgentFromProperties();
        assumeTrue(images.isPresent(), GuestImages.INITRD_PROPERTY + ".agent names no initramfs with an agent");
        return DomainSpec.named(name)
                .memory(ByteSize.mib(192))
                .agent()
                .nic(NicSpec.on("lan").mac(MAC))
                .boot(images.orElseThrow().boot(GuestTask.AGENT, "quiet", EmulatedHost.WORDS))
                .build();
    }

    /** The answer of a program in the guest. */
    private static String first(Domain domain, String word) {
        domain.agent().within(StockLinux.PATIENCE).awaitReady(StockLinux.PATIENCE);
        return ask(domain, "echo " + word + " $(cat /sys/class/net/eth0/address)");
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    @Test
    void answerSoonerThanABoot(TestReporter reporter) {
        try (Host host = Host.open(OwnRoot.URI)) {
            Network lan = host.define(NetworkSpec.isolated("lan").build());
            lan.start();
            long began = System.nanoTime();
            try (TransientDomain golden = host.create(spec("golden"))) {
                assertEquals("golden " + MAC, first(golden, "golden"));
                double boot = millisSince(began);
                double[] forks = new double[FORKS];
                double[] addresses = new double[FORKS];
                fork(golden, lan.as(KvmNetwork.class), forks, addresses);
                assertEquals("again " + MAC, first(golden, "again"));
                Arrays.sort(forks);
                Arrays.sort(addresses);
                Evidence.write(
                        reporter,
                        "agent-forks",
                        String.format(
                                Locale.ROOT,
                                "{ \"bootToFirstAnswerMillis\": %.1f, \"forkToFirstAnswerMillis\": %s, \"freshAddressMillis\": %s,"
                                        + " \"bootPerFork\": %.1f }",
                                boot,
                                Arrays.toString(forks),
                                Arrays.toString(addresses),
                                boot / forks[FORKS / 2]));
            }
            lan.stop();
            lan.undefine();
        }
    }

    /** Forks that all run until the last one has answered, and has reached all before it by an address of its own. */
    private static void fork(TransientDomain golden, KvmNetwork lan, double[] answers, double[] addresses) {
        List<TransientDomain> forks = new ArrayList<>();
        try {
            for (int i = 0; i < FORKS; i++) {
                long began = System.nanoTime();
                TransientDomain fork = golden.fork();
                forks.add(fork);
                assertEquals("fork" + i + " " + MAC, first(fork, "fork" + i));
                answers[i] = millisSince(began);
                began = System.nanoTime();
                MacAddress fresh = fork.as(KvmDomain.class)
                        .freshAddresses(StockLinux.PATIENCE)
                        .get(0);
                assertEquals(
                        fresh.toString(),
                        ask(
                                fork,
                                "until [ -e /sys/class/net/eth0 ]; do usleep 10000; done; cat /sys/class/net/eth0/address"));
                addresses[i] = millisSince(began);
                assertEquals(
                        "0", ask(fork, "ip addr add " + address(i) + "/24 dev eth0 && ip link set eth0 up; echo $?"));
                for (int other = 0; other < i; other++) {
                    assertEquals("1", ask(fork, "ping -c 1 -W 20 " + address(other) + " | grep -c bytes.from"));
                }
            }
            assertEquals(FORKS + 1, lan.ports().size());
        } finally {
            forks.forEach(TransientDomain::close);
        }
    }

    private static String address(int fork) {
        return "10.9.8." + (10 + fork);
    }

    private static String ask(Domain domain, String script) {
        ExecSpec program = ExecSpec.of("/bin/sh", "-c", script).timeout(StockLinux.PATIENCE);
        return domain.agent()
                .within(StockLinux.PATIENCE)
                .exec(program)
                .outputText()
                .strip();
    }
}
