package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Content;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.MacAddress;
import io.hv.MultibootBoot;
import io.hv.NicSpec;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/** The small guests that exchange frames, and what their frames are. */
final class NetGuests {

    static final MacAddress SENDER = MacAddress.parse("52:54:00:00:00:01");
    static final MacAddress ECHO = MacAddress.parse("52:54:00:00:00:02");

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String UP = "virtio net\n";
    private static final int TYPE = 12;
    private static final int LOCAL = 0x88b5;
    private static final int NUMBER = 16;
    private static final int WORDS = 20;
    private static final int FACTOR = 0x9e37_79b1;
    private static final int ADDRESSES = 12;

    private NetGuests() {}

    static SmallGuest guest(VirtioTransport transport) {
        return transport == VirtioTransport.PCI ? SmallGuests.virtioNetPci() : SmallGuests.virtioNetMmio();
    }

    /** How many frames one with these parameters exchanges. */
    static long frames(SmallGuest guest) {
        return 1 + guest.value("warmup") + guest.value("count");
    }

    /** Starts one, which is up when this returns. */
    static TransientDomain start(Host host, String name, SmallGuest guest, VirtioTransport transport, NicSpec nic) {
        TransientDomain domain = host.create(DomainSpec.named(name)
                .memory(ByteSize.mib(64))
                .boot(MultibootBoot.kernel(Content.bytes(guest.bytes())))
                .nic(nic)
                .with(KvmOptions.defaults().virtioTransport(transport))
                .build());
        try (ConsoleSession console = domain.console().open(From.START)) {
            String unused = console.expect(UP, PATIENCE);
        }
        return domain;
    }

    /** It ends, and has found every frame as it should be. Returns what it has printed. */
    static String ends(TransientDomain domain, SmallGuest guest) {
        Object status = domain.awaitEnd(PATIENCE);
        String said = domain.console().open(From.START).readAvailable();
        assertTrue(guest.console().matcher(said).matches(), () -> status + " after: " + said);
        assertEquals(
                OptionalInt.of(SmallGuest.PASSED), domain.as(KvmDomain.class).debugExit(), said);
        assertTrue(said.contains(String.format(Locale.ROOT, "net frames %08x\n", frames(guest))), said);
        return said;
    }

    /** It ends, and has found a frame as it should not be. Returns what it has printed. */
    static String failed(TransientDomain domain) {
        Object status = domain.awaitEnd(PATIENCE);
        String said = domain.console().open(From.START).readAvailable();
        assertEquals(
                OptionalInt.of(SmallGuest.FAILED),
                domain.as(KvmDomain.class).debugExit(),
                () -> status + " after: " + said);
        return said;
    }

    /** A frame from the sender, but for its two addresses, as the guest's source describes it. */
    static byte[] body(int number, int bytes) {
        ByteBuffer frame = ByteBuffer.allocate(bytes + Integer.BYTES);
        frame.putShort(TYPE, (short) LOCAL);
        frame.order(ByteOrder.LITTLE_ENDIAN).putInt(NUMBER, number);
        for (int at = WORDS; at < bytes; at += Integer.BYTES) {
            frame.putInt(at, (number + (at - WORDS) / Integer.BYTES) * FACTOR);
        }
        byte[] body = new byte[bytes - ADDRESSES];
        frame.get(ADDRESSES, body);
        return body;
    }

    /** What of a frame is behind its addresses. */
    static byte[] body(byte[] frame) {
        byte[] body = new byte[frame.length - ADDRESSES];
        System.arraycopy(frame, ADDRESSES, body, 0, body.length);
        return body;
    }
}
