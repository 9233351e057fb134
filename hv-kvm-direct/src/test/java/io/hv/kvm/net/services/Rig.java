package io.hv.kvm.net.services;

import io.hv.MacAddress;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Services of a network, a clock that a test moves, and what they send. */
final class Rig {

    static final UUID ID = UUID.fromString("12345678-9abc-4def-8123-456789abcdef");
    static final String HOST_V4 = "192.168.7.1";
    static final String HOST_V6 = "fd00:7::1";

    final Map<String, String> names = new HashMap<>();
    final List<byte[]> sent = new ArrayList<>();
    final Services services;
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    Rig(NetworkSpec spec) {
        this(spec, Optional.empty());
    }

    Rig(NetworkSpec spec, Optional<UpstreamResolver> upstream) {
        services = new Services(spec, () -> now, this::take, this::name, upstream);
    }

    /** An isolated network with both kinds of addresses, some of each being handed out. */
    static Rig isolated() {
        return new Rig(spec());
    }

    static NetworkSpec spec() {
        return NetworkSpec.isolated("lab")
                .uuid(ID)
                .dnsDomain("lan.example")
                .mtu(1400)
                .address(NetworkAddress.of(HOST_V4 + "/24").range("192.168.7.100", "192.168.7.199"))
                .address(NetworkAddress.of(HOST_V6 + "/64").range("fd00:7::100", "fd00:7::1ff"))
                .build();
    }

    private void take(byte[] frame) {
        sent.add(frame.clone());
    }

    private Optional<String> name(MacAddress mac) {
        return Optional.ofNullable(names.get(mac.toString()));
    }

    String mac() {
        return services.mac().toString();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    /** What is sent when a frame is received. */
    List<byte[]> answers(byte[] frame) {
        sent.clear();
        services.receive(frame);
        return List.copyOf(sent);
    }

    /** The one frame that is sent when another one is received. */
    byte[] answer(byte[] frame) {
        List<byte[]> answers = answers(frame);
        if (answers.size() != 1) {
            throw new AssertionError(answers.size() + " answers");
        }
        return answers.get(0);
    }

    /** What the datagram in a frame carries. */
    static byte[] payload(byte[] frame) {
        int udp = 14 + (ByteBuffer.wrap(frame).getShort(12) == 0x0800 ? 20 : 40);
        return Arrays.copyOfRange(frame, udp + 8, frame.length);
    }

    /** Some bytes of a frame, in hexadecimal. */
    static String bytes(byte[] frame, int from, int count) {
        return Wire.text(Arrays.copyOfRange(frame, from, from + count));
    }
}
