package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.virtio.console.ConsolePort;
import io.hv.kvm.virtio.console.VirtioConsole;
import io.hv.testkit.requires.RequiresKvm;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A small guest drives a console with one port on this {@code /dev/kvm}, both ways. */
@RequiresKvm
@Timeout(600)
class VirtioConsoleGuestTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Queue<Integer> input = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Integer> output = new LinkedBlockingQueue<>();
    private final VirtioConsole console =
            new VirtioConsole("console0", List.of(ConsolePort.console(this::next, output::add)));

    private int next() {
        Integer octet = input.poll();
        return octet == null ? ByteSource.NOTHING : octet;
    }

    private void send(String text) {
        text.chars().forEach(input::add);
        console.inputReady(0);
    }

    private void expect(String text) throws InterruptedException {
        StringBuilder read = new StringBuilder();
        while (read.length() < text.length()) {
            Integer octet = output.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertTrue(octet != null, () -> "after '" + read + "' nothing came");
            read.append((char) octet.intValue());
        }
        assertEquals(text, read.toString());
    }

    @ParameterizedTest
    @EnumSource
    void sendsALineAndSendsBackWhatItReceives(VirtioTransport transport) throws Exception {
        SmallGuest guest =
                transport == VirtioTransport.PCI ? SmallGuests.virtioConsolePci() : SmallGuests.virtioConsoleMmio();
        DomainSpec spec = DomainSpec.named(guest.name())
                .memory(ByteSize.mib(64))
                .boot(Guests.boot(guest))
                .with(KvmOptions.defaults().virtioTransport(transport).device(() -> console))
                .build();
        String longer = "The quick brown fox, ".repeat(100);
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec)) {
            expect("hello by virtio\n");
            send("a");
            expect("a");
            send(longer);
            expect(longer);
            send("\u0004");
            expect("\u0004");
            assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(PATIENCE).reason());
            String serial = domain.console().open(From.START).readAvailable();
            assertTrue(guest.console().matcher(serial).matches(), serial);
        }
        assertTrue(output.isEmpty(), output.toString());
    }
}
