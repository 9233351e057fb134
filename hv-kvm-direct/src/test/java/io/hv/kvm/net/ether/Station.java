package io.hv.kvm.net.ether;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whoever is connected to a port, and remembers what it was given. */
final class Station {

    static final long EVERYBODY = 0xffff_ffff_ffffL;

    final long address;
    final SwitchPort port;
    private final List<byte[]> received = new ArrayList<>();

    Station(EthernetSwitch on, int number) {
        this.address = 0x0200_0000_0000L + number;
        this.port = on.connect("port" + number, this::accept);
    }

    private synchronized void accept(Frame frame) {
        received.add(Arrays.copyOf(frame.bytes(), frame.length()));
    }

    static Frame frame(long to, long from, int number) {
        return Frame.of(ByteBuffer.allocate(64)
                .putShort((short) (to >>> 32))
                .putInt((int) to)
                .putShort((short) (from >>> 32))
                .putInt((int) from)
                .putShort((short) 0x88b5)
                .putInt(number)
                .array());
    }

    void send(long to, int number) {
        port.send(frame(to, address, number));
    }

    /** The numbers of the frames that came since this was asked last. */
    synchronized List<Integer> received() {
        List<Integer> numbers = new ArrayList<>();
        for (byte[] each : received) {
            numbers.add(ByteBuffer.wrap(each).getInt(14));
        }
        received.clear();
        return numbers;
    }

    /** The frames themselves. */
    synchronized List<byte[]> frames() {
        List<byte[]> frames = new ArrayList<>(received);
        received.clear();
        return frames;
    }
}
