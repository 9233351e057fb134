package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.CrashReport;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Host;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuest.Ending;
import io.hv.guests.SmallGuests;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every small guest, through the public API: it prints what it must, and ends as it must. */
@RequiresKvm
@Timeout(900)
class SmallGuestsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long MIB = 1 << 20;
    private static final long HIGH = 1L << 32;
    private static final long LOW_END = 3L << 30;

    /** Those that end by themselves without virtio devices, with parameters for this machine. */
    static Stream<SmallGuest> guests() {
        return SmallGuests.all().stream()
                .filter(guest ->
                        !List.of("echo", "power-button", "smp", "many", "edges").contains(guest.name()))
                .filter(guest -> !guest.name().startsWith("virtio"))
                .map(guest -> guest.name().startsWith("hammer") ? guest.with("count", 1000) : guest)
                .map(guest -> guest.name().equals("port-storm") ? guest.with("widest", 1) : guest);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("guests")
    void guest(SmallGuest guest) {
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec(guest, ByteSize.mib(64), 1))) {
            ends(domain, guest);
        }
    }

    @Test
    void echo() {
        SmallGuest guest = SmallGuests.echo();
        String text = "The quick brown fox, ".repeat(20) + "done.";
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec(guest, ByteSize.mib(64), 1))) {
            ConsoleSession session = domain.console().open(From.START);
            session.expect("echo ready\n", PATIENCE);
            session.send(text);
            session.expect(Pattern.compile(Pattern.quote(text)), PATIENCE);
            session.send("\u0004");
            ends(domain, guest);
        }
    }

    @Test
    void powerButton() {
        SmallGuest guest = SmallGuests.powerButton();
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec(guest, ByteSize.mib(64), 1))) {
            domain.console().open(From.START).expect("waiting for the power button", PATIENCE);
            assertEquals(DomainState.SHUTOFF, domain.shutdown().await(PATIENCE));
            ends(domain, guest);
        }
    }

    @ParameterizedTest(name = "{0} vCPUs")
    @ValueSource(ints = {2, 4, 17})
    void smp(int vcpus) {
        SmallGuest guest = SmallGuests.smp().with("vcpus", vcpus);
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec(guest, ByteSize.mib(64), vcpus))) {
            ends(domain, guest);
        }
    }

    /** More than there are APIC ids of 8 bits, and than there are processors. */
    @ParameterizedTest(name = "{0} vCPUs")
    @ValueSource(ints = {2, 288})
    void many(int vcpus) {
        SmallGuest guest = SmallGuests.many().with("vcpus", vcpus);
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec(guest, ByteSize.mib(64), vcpus))) {
            ends(domain, guest);
            String console = domain.console().open(From.START).readAvailable();
            String expected = String.format("arrived: %08x, sum of ids: %08x,", vcpus - 1, vcpus * (vcpus - 1) / 2);
            assertTrue(console.startsWith(expected), console);
        }
    }

    @Test
    void edgesBelowFourGiB() {
        edges(64 * MIB);
    }

    @Test
    void edgesAboveFourGiB() {
        edges(LOW_END + 512 * MIB);
    }

    private static void edges(long ram) {
        SmallGuest guest = SmallGuests.edges()
                .with("lowEnd", Math.min(ram, LOW_END))
                .with("highStart", HIGH)
                .with("highEnd", ram > LOW_END ? HIGH + ram - LOW_END : 0);
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec(guest, ByteSize.bytes(ram), 1))) {
            ends(domain, guest);
        }
    }

    private static DomainSpec spec(SmallGuest guest, ByteSize memory, int vcpus) {
        return DomainSpec.named(guest.name())
                .memory(memory)
                .vcpus(vcpus)
                .boot(Guests.boot(guest))
                .build();
    }

    private static void ends(TransientDomain domain, SmallGuest guest) {
        DomainStatus status = domain.awaitEnd(PATIENCE);
        String console = domain.console().open(From.START).readAvailable();
        assertTrue(guest.console().matcher(console).matches(), () -> status + " after: " + console);
        assertEquals(guest.exitStatus(), domain.as(KvmDomain.class).debugExit(), () -> status + " after: " + console);
        switch (guest.ending()) {
            case DEBUG_EXIT, POWER_OFF ->
                assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.SHUT_DOWN), status);
            case TRIPLE_FAULT, PANIC -> {
                assertEquals(DomainStatus.of(DomainState.CRASHED, StateReason.CRASHED), status);
                CrashReport crash = domain.crash().orElseThrow();
                assertEquals(
                        guest.ending() == Ending.PANIC ? CrashReport.Cause.PANIC : CrashReport.Cause.TRIPLE_FAULT,
                        crash.cause());
                assertTrue(crash.registers().contains("rip"), crash.registers());
                assertFalse(domain.as(KvmDomain.class).exits().isEmpty());
                assertEquals(OptionalInt.empty(), domain.as(KvmDomain.class).debugExit());
            }
        }
    }
}
