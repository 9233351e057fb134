package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.DeviceStatistics;
import io.hv.kvm.DriverState;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.VsockListener;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.trace.BootPhase;
import io.hv.kvm.trace.Recorded;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a machine's devices and events tell, with a guest that prints a line and knows no virtio. */
@RequiresKvm
@Timeout(600)
class SeenFromOutsideTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static DomainSpec spec(KvmOptions options) {
        return spec(SmallGuests.helloLong(), options);
    }

    private static DomainSpec spec(SmallGuest guest, KvmOptions options) {
        return DomainSpec.named("seen")
                .memory(ByteSize.mib(64))
                .boot(Guests.boot(guest))
                .with(options)
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void devicesAreToldOfBeforeDuringAndAfterARun(VirtioTransport transport) throws IOException {
        KvmOptions options = KvmOptions.defaults()
                .virtioTransport(transport)
                .entropy(true)
                .port("agent")
                .vsock(3);
        try (Host host = Host.open(OwnRoot.uri())) {
            Domain domain = host.define(spec(SmallGuests.echo(), options));
            KvmDomain view = domain.as(KvmDomain.class);
            assertEquals(List.of(), view.devices());
            assertThrows(InvalidStateException.class, () -> view.port("agent"));
            assertThrows(InvalidStateException.class, view::vsock);
            domain.start();
            assertEquals(3, view.vsock().cid());
            assertThrows(ConnectException.class, () -> view.vsock().connect(1, PATIENCE), "it has no driver");
            VsockListener listener = view.vsock().listen(1);
            endOfFile(domain);
            domain.awaitEnd(PATIENCE);
            List<DeviceStatistics> devices = view.devices();
            assertEquals(
                    List.of("rng0 entropy", "console0 console", "vsock0 vsock"),
                    devices.stream()
                            .map(device -> device.name() + " " + device.kind())
                            .toList());
            for (DeviceStatistics device : devices) {
                assertEquals(transport, device.transport());
                assertEquals(DriverState.NONE, device.driver());
                assertTrue(device.queues().stream().allMatch(queue -> queue.requests() == 0));
            }
            assertEquals(6, devices.get(1).queues().size());
            assertThrows(NotFoundException.class, () -> view.port("another"));
            assertThrows(ClosedChannelException.class, listener::accept);
            assertThrows(SocketException.class, () -> view.vsock().connect(1, PATIENCE));
            assertThrows(
                    InvalidStateException.class,
                    () -> view.port("agent").open(From.NOW).send("nobody hears it"));
            domain.undefine();
        }
    }

    /** The guest echoes until it reads this, so it does not end before it was looked at. */
    private static void endOfFile(Domain domain) {
        try (ConsoleSession console = domain.console().open(From.START)) {
            String unused = console.expect("echo ready\n", PATIENCE);
            console.send("\u0004");
        }
    }

    @Test
    void eventsTellOfABoot() throws IOException {
        List<RecordedEvent> events = Recorded.during(() -> {
            try (Host host = Host.open(OwnRoot.uri());
                    TransientDomain domain = host.create(spec(KvmOptions.defaults()))) {
                domain.awaitEnd(PATIENCE);
            }
        });
        List<String> phases = events.stream()
                .filter(event -> event.getEventType().getName().equals("io.hv.BootPhase"))
                .map(event -> event.getString("domain") + " " + event.getString("phase"))
                .collect(Collectors.toList());
        assertEquals(
                List.of(BootPhase.FIRST_OUTPUT, BootPhase.FIRST_RUN, BootPhase.LOAD).stream()
                        .map(phase -> "seen " + phase)
                        .toList(),
                phases.stream().sorted().toList());
        List<RecordedEvent> exits = events.stream()
                .filter(event -> event.getEventType().getName().equals("io.hv.VcpuExit"))
                .toList();
        assertFalse(exits.isEmpty());
        assertTrue(
                exits.stream()
                        .anyMatch(exit -> exit.getString("reason").equals("IO") && exit.getLong("address") == 0x3f8),
                exits.toString());
        assertEquals("hv/seen/vcpu0", exits.get(0).getThread().getJavaName());
    }
}
