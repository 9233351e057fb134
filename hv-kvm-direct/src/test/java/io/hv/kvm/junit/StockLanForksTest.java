package io.hv.kvm.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.ExecResult;
import io.hv.ExecSpec;
import io.hv.Feature;
import io.hv.Host;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.TransientDomain;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.EmulatedHost;
import io.hv.kvm.measure.Evidence;
import io.hv.kvm.net.Lease;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Lan;
import io.hv.testkit.junit.Readiness;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stock Linux with an agent and a card on the test's network is forked for each test: how long it is from there to the
 * answer of its first program, beside a boot's. How many forks is a matter of the property {@code hv.agent.forks}.
 */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@EnabledIf(value = "hasAgent", disabledReason = GuestImages.INITRD_PROPERTY + ".agent names no initramfs with an agent")
@HvTest(uri = "kvm:///", shared = false)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(1800)
class StockLanForksTest {

    private static final int FORKS = Integer.getInteger("hv.agent.forks", 2);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** For a guest that never does what it is waited for. */
    private static final Duration SHORT = Duration.ofSeconds(10);

    private static final String ADDRESS = "ip -o -4 addr show dev eth0 | grep -o '10[.][0-9.]*' | head -n 1";

    /** An address and the server for names, by busybox' client of DHCP. */
    static final String LEASE = "mkdir -p /etc; printf '#!/bin/sh\\n[ $1 = bound ] || exit 0\\n"
            + "ip addr add $ip/$mask dev eth0\\necho nameserver $dns >/etc/resolv.conf\\n"
            + "echo search $domain >>/etc/resolv.conf\\n' >/tmp/dhcp && chmod +x /tmp/dhcp"
            + " && ip link set lo up && ip link set eth0 up && udhcpc -i eth0 -n -q -t 20 -T 1 -s /tmp/dhcp";

    private static double boot;
    private static final List<Double> handedOut = new ArrayList<>();
    private static final List<Double> answered = new ArrayList<>();
    private static final Set<MacAddress> seen = new HashSet<>();

    private long began;

    static boolean hasAgent() {
        return GuestImages.withAgentFromProperties().isPresent();
    }

    static IntStream forks() {
        // The first has to wait for what it is a fork of.
        return IntStream.rangeClosed(0, FORKS);
    }

    @Lan
    static final NetworkSpec LAN = NetworkSpec.isolated("lan")
            .dnsDomain("test")
            .address(NetworkAddress.of("10.9.8.1/24").range("10.9.8.100", "10.9.8.199"))
            .build();

    static DomainSpec.Builder spec(String name) {
        return DomainSpec.named(name)
                .memory(ByteSize.mib(192))
                .agent()
                .nic(NicSpec.on("lan"))
                .boot(GuestImages.withAgentFromProperties()
                        .orElseThrow()
                        .boot(GuestTask.AGENT, "quiet", EmulatedHost.WORDS));
    }

    static GoldenMachine ready(DomainSpec.Builder spec) {
        return GoldenMachine.of(spec.build()).needs(Feature.STOCK_GUESTS).ready(Readiness.agent(), PATIENCE);
    }

    static ExecSpec sh(String script) {
        return ExecSpec.of("/bin/sh", "-c", script).timeout(PATIENCE);
    }

    static String ask(Domain domain, String script) {
        ExecResult result = domain.agent().within(PATIENCE).exec(sh(script));
        assertTrue(result.isSuccess(), () -> result + "\n" + result.outputText() + result.errorsText());
        return result.outputText().strip();
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    @Golden
    static GoldenMachine node() {
        return ready(spec("node")).joins(sh(LEASE));
    }

    /** Golden as the other is, so that it is the same; what it runs to join is its own. */
    @Golden
    static GoldenMachine marked() {
        return ready(spec("node")).joins(sh(LEASE)).joins(sh("echo joined >/tmp/mark"));
    }

    /** Its cards cannot go while it runs. */
    @Golden
    static GoldenMachine fixed() {
        return ready(spec("fixed").with(KvmOptions.defaults().virtioTransport(VirtioTransport.MMIO)));
    }

    /** It has an address, and gives none to another card. */
    @Golden
    static GoldenMachine stubborn() {
        return ready(spec("stubborn"))
                .ready(
                        Readiness.of(
                                "an address",
                                (domain, timeout) -> assertEquals(
                                        "", ask(domain, "ip link set eth0 up && ip addr add 10.9.8.7/24 dev eth0"))),
                        PATIENCE)
                .ready(Readiness.agent(), SHORT);
    }

    @BeforeEach
    void begin() {
        began = System.nanoTime();
    }

    @Test
    @Order(1)
    void boots() {
        try (Host host = Host.open(OwnRoot.URI)) {
            Network lan = host.define(LAN);
            lan.start();
            long from = System.nanoTime();
            try (TransientDomain booted = host.create(spec("booted").build())) {
                booted.agent().awaitReady(PATIENCE);
                assertEquals("up", ask(booted, "echo up"));
                boot = millisSince(from);
            }
            lan.stop();
            lan.undefine();
        }
    }

    @ParameterizedTest
    @MethodSource("forks")
    @Order(2)
    void answersSooner(int number, @Lan KvmNetwork lan, @Fresh("node") Domain node) {
        double handed = millisSince(began);
        assertEquals("fork" + number, ask(node, "echo fork" + number));
        if (number > 0) {
            handedOut.add(handed);
            answered.add(millisSince(began));
        }
        assertEquals(1, node.lineage().size(), "it was forked");
        MacAddress mac = node.nics().get(0).mac();
        assertTrue(seen.add(mac), "no other has had its address");
        assertEquals(mac.toString(), ask(node, "cat /sys/class/net/eth0/address"));
        Lease lease = lan.leases().get(0);
        assertEquals(mac, lease.mac());
        assertEquals(lease.address().toString(), ask(node, ADDRESS));
        assertEquals(node.name() + "/" + mac, lan.ports().get(0).name());
        assertEquals(1, lan.ports().size());
    }

    /** By their names. */
    @Test
    @Order(3)
    void reachEachOther(
            @Lan KvmNetwork lan, @Fresh("node") Domain one, @Fresh("node") Domain two, @Fresh("node") Domain three) {
        List<Domain> all = List.of(one, two, three);
        for (Domain from : all) {
            for (Domain to : all) {
                assertEquals(
                        "1",
                        ask(from, "ping -c 1 -W 20 " + to.name() + ".test | grep -c bytes.from"),
                        from + " to " + to);
            }
        }
        assertEquals(3, all.stream().map(each -> ask(each, ADDRESS)).distinct().count());
        lan.partition(List.of(lan.portsOf(three.name())));
        assertEquals("0", ask(one, "ping -c 1 -W 1 " + ask(three, ADDRESS) + " | grep -c bytes.from || true"));
        lan.heal();
        assertEquals("1", ask(one, "ping -c 1 -W 20 " + ask(three, ADDRESS) + " | grep -c bytes.from"));
    }

    @Test
    @Order(4)
    void eachJoinsAsItsOwnMemberSays(@Lan KvmNetwork lan, @Fresh("node") Domain node, @Fresh("marked") Domain marked) {
        assertEquals(
                node.lineage().get(0).uuid(), marked.lineage().get(0).uuid(), "they are forks of one golden machine");
        assertEquals("no", ask(node, "cat /tmp/mark 2>/dev/null || echo no"));
        assertEquals("joined", ask(marked, "cat /tmp/mark"));
        assertEquals(2, lan.leases().size());
    }

    @Test
    @Order(5)
    void aMachineWithoutSlotsIsBooted(@Lan KvmNetwork lan, @Fresh("fixed") Domain fixed) {
        assertEquals(List.of(), fixed.lineage());
        assertEquals(1, lan.portsOf(fixed.name()).size());
    }

    @Test
    @Order(6)
    void aGuestThatSetsUpNoOtherCardIsBooted(@Lan KvmNetwork lan, @Fresh("stubborn") Domain stubborn) {
        assertEquals(List.of(), stubborn.lineage());
        assertEquals("10.9.8.7", ask(stubborn, ADDRESS));
        assertEquals(1, lan.ports().size(), "the fork's is gone");
    }

    @AfterAll
    static void tell(TestReporter reporter) {
        assertNotEquals(0, answered.size());
        double median = answered.stream().sorted().toList().get(answered.size() / 2);
        Evidence.write(
                reporter,
                "lan-forks",
                String.format(
                        Locale.ROOT,
                        "{ \"bootToFirstAnswerMillis\": %.1f, \"freshToFirstAnswerMillis\": %s, \"freshMillis\": %s,"
                                + " \"bootPerFork\": %.1f }",
                        boot,
                        round(answered),
                        round(handedOut),
                        boot / median));
    }

    private static List<Double> round(List<Double> millis) {
        return millis.stream()
                .sorted()
                .map(each -> Math.round(each * 10) / 10.0)
                .toList();
    }
}
